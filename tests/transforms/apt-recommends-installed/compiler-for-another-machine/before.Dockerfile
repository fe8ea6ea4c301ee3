FROM debian:bookworm
RUN apt-get update && apt-get install -y git gcc-aarch64-linux-gnu && rm -rf /var/lib/apt/lists/*
COPY hello.c /src/
RUN aarch64-linux-gnu-gcc -o /usr/bin/hello /src/hello.c
