FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends libpng12-dev git ca-certificates
CMD ["git", "daemon"]
