FROM ubuntu:16.04
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates openssh-client rsync
COPY assets /assets
RUN rsync -a /assets/ /srv/
CMD ["git", "daemon"]
