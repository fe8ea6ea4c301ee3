FROM debian:bookworm
RUN apt-get update && apt-get install -y reprepro
RUN scan-lists /var/lib/apt/lists
