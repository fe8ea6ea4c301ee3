FROM ubuntu
RUN apt-get update && apt-get install -y curl gpg-agent git
COPY key.asc /
RUN gpg --import /key.asc
CMD ["git", "daemon"]
