FROM debian:bookworm
ENV LIBVA_DRIVER_NAME=iHD
RUN apt-get update && apt-get install -y curl ffmpeg && rm -rf /var/lib/apt/lists/*
COPY live.mp4 /srv/
CMD ["ffmpeg", "-i", "/srv/live.mp4", "/srv/live.mkv"]
