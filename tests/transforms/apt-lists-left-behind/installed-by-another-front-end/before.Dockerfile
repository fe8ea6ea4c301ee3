FROM debian:bookworm
RUN apt-get update && apt-get install -y nala
RUN nala install -y jq
