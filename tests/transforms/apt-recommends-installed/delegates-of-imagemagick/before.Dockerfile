FROM debian:bookworm
RUN apt-get update && apt-get install -y imagemagick
CMD ["convert", "a.pdf", "a.png"]
