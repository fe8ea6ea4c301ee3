FROM debian:bookworm
RUN apt-get update && apt-get install -y git gcc-11 && rm -rf /var/lib/apt/lists/*
COPY hello.c /src/
RUN gcc-11 -o /usr/bin/hello /src/hello.c
CMD ["hello"]
