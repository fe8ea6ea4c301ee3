FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends curl ffmpeg ca-certificates va-driver-all vdpau-driver-all && rm -rf /var/lib/apt/lists/*
COPY live.mp4 /srv/
CMD ["ffmpeg", "-hwaccel", "vdpau", "-i", "/srv/live.mp4", "/srv/live.mkv"]
