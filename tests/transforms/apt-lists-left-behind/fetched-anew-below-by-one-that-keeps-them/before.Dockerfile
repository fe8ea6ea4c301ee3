FROM debian:bookworm AS tools
RUN apt-get update
RUN apt-get install -y curl
FROM tools
RUN apt-get update && apt-get install -y git
RUN apt-get install -y jq
