FROM debian:bookworm
RUN apt-get update && apt-get install -y git
COPY build.sh /
RUN /build.sh
CMD ["git", "daemon"]
