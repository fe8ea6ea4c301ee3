FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends curl ffmpeg ca-certificates && rm -rf /var/lib/apt/lists/*
COPY live.mp4 /srv/
CMD ["ffmpeg", "-i", "/srv/live.mp4", "/srv/live.mkv"]
