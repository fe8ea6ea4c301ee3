FROM debian:bookworm
RUN trap 'apt-get install -y jq' EXIT && apt-get update && apt-get install -y curl
