FROM ubuntu:22.04
RUN apt-get update
ENV LANG=C.UTF-8
RUN apt-get install -y curl
RUN apt-get update && apt-get install -y git
