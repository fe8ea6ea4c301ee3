FROM debian:bookworm
RUN apt-get update && apt-get install -y git mariadb-client && rm -rf /var/lib/apt/lists/*
CMD ["mariadb", "--version"]
