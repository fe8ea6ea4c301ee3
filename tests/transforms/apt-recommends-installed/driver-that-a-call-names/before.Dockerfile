FROM debian:bookworm
RUN apt-get update && apt-get install -y curl ffmpeg && rm -rf /var/lib/apt/lists/*
COPY live.mp4 /srv/
CMD ["ffmpeg", "-hwaccel", "vdpau", "-i", "/srv/live.mp4", "/srv/live.mkv"]
