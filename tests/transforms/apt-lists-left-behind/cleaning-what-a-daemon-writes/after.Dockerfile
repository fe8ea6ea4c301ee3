FROM debian:12
RUN apt-get update && apt-get install -y gradle && gradle build && rm -rf /var/lib/apt/lists/*
RUN rm -r /root/.gradle && rm -rf /var/lib/apt/lists/*
