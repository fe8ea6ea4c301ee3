FROM debian:jessie
RUN apt-get update && apt-get install -y git openssh-client patch less libglib2.0-0 xauth
RUN ./deploy.sh
CMD ["git", "daemon"]
