FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends git gcc-11 ca-certificates libc6-dev openssh-client && rm -rf /var/lib/apt/lists/*
COPY hello.c /src/
RUN gcc-11 -o /usr/bin/hello /src/hello.c
CMD ["hello"]
