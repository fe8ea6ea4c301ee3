FROM ruby:3.2-slim
RUN apt-get update && apt-get install -y \
    git \
    net-tools # for ifconfig
RUN git clone git@example.com:a/b.git
