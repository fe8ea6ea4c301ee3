FROM debian:bookworm
RUN apt-get update
RUN ["apt-get", "install", "-y", "libglib2.0-0"]
CMD ["true"]
