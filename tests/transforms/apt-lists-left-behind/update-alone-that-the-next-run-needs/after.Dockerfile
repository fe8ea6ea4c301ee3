FROM ubuntu:22.04
RUN apt-get update \
    && apt-get install -y software-properties-common \
    && rm -rf /var/lib/apt/lists/*
RUN add-apt-repository -y ppa:example/ppa
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
