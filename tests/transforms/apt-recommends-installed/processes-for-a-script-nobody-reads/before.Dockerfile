FROM debian:12
RUN apt-get update && apt-get install -y procps git && rm -rf /var/lib/apt/lists/*
COPY run.sh /
ENTRYPOINT ["/run.sh"]
