FROM debian:bookworm
RUN apt-get update && apt-get install -y git libibverbs1 && rm -rf /var/lib/apt/lists/*
COPY transfer /usr/bin/
CMD ["transfer"]
