FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends libfoo-dev git ca-certificates
CMD ["git", "daemon"]
