FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends git mariadb-client ca-certificates && rm -rf /var/lib/apt/lists/*
CMD ["mariadb", "--version"]
