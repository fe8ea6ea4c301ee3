FROM debian:12
RUN apt-get update && apt-get install -y libgeoip-dev && rm -rf /var/lib/apt/lists/*
CMD ["goaccess"]
