FROM debian:bookworm
RUN bash -c "apt-get update && apt-get install -y supervisor python3-dev libglib2.0-0"
CMD ["supervisord"]
