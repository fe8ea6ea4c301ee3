FROM debian:bookworm
RUN apt-get update && apt-get -qq install libglib2.0-0 -y
CMD ["app"]
