FROM ubuntu:18.04
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates openssh-client
RUN rsync -a /assets/ /srv/
CMD ["git", "daemon"]
