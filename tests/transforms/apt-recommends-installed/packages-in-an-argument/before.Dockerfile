FROM debian:bookworm
ARG PACKAGES
RUN apt-get update && apt-get install -y git $PACKAGES
CMD ["git", "daemon"]
