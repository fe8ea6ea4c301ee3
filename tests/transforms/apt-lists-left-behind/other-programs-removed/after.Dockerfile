FROM debian:12
RUN apt-get update && apt-get install -y curl && mv tool /usr/local/bin && rm -rf /usr/share/doc /usr/bin/perl \
    && find /usr/local -name '*.pyc' -exec rm -rf {} + \
    && rm -rf /var/lib/apt/lists/*
