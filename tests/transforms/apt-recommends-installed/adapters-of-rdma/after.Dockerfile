FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends git libibverbs1 ca-certificates ibverbs-providers openssh-client && rm -rf /var/lib/apt/lists/*
COPY transfer /usr/bin/
CMD ["transfer"]
