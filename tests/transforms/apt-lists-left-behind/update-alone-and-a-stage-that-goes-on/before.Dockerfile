FROM debian:12 AS base
RUN apt-get update
RUN apt-get install -y curl
FROM base
RUN apt-get install -y git
