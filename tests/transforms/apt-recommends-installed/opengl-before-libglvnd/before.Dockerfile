FROM debian:stretch
RUN apt-get update && apt-get install -y build-essential libglu1-mesa && rm -rf /var/lib/apt/lists/*
COPY game /usr/bin/game
CMD ["/usr/bin/game"]
