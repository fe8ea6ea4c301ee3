FROM debian:stretch
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libglu1-mesa libgl1-mesa-dri && rm -rf /var/lib/apt/lists/*
COPY game /usr/bin/game
CMD ["/usr/bin/game"]
