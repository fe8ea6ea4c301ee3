FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y ffmpeg
CMD ["python3", "/srv/app.py"]
