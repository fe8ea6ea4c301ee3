FROM ubuntu:18.04
RUN apt-get update && apt-get install -y git
RUN rsync -a /assets/ /srv/
CMD ["git", "daemon"]
