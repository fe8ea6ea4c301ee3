FROM debian:12
RUN apt-get update \
    && apt-get install -y jq git \
    && rm -rf /var/lib/apt/lists/*
ADD report.sh /
