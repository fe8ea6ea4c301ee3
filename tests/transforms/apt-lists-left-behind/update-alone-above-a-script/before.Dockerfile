FROM debian:12
RUN apt-get update
COPY <<EOF /usr/local/bin/ins
#!/bin/sh
apt-get install -y $1
EOF
RUN ins vim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
