FROM debian:bookworm
RUN apt-get update && apt-get install -y \
    curl \
    procps # for ps
CMD ["curl", "-V"]
