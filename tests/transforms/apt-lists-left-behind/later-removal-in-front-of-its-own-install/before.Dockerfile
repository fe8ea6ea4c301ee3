FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN apt-get purge -y maven && apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
