FROM debian:bookworm
RUN apt-get update && apt-get install -y man-db nginx
CMD ["nginx"]
