FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends \
    curl \
    procps ca-certificates # for ps
CMD ["curl", "-V"]
