FROM debian:bookworm
RUN apt-get update && apt-get install -y 'php8.2-*'
