FROM ubuntu:16.04
RUN apt-get update && apt-get install -y git
COPY assets /assets
RUN rsync -a /assets/ /srv/
CMD ["git", "daemon"]
