FROM ubuntu
RUN apt-get update && apt-get install -y --no-install-recommends curl gpg-agent git ca-certificates gnupg
COPY key.asc /
RUN gpg --import /key.asc
CMD ["git", "daemon"]
