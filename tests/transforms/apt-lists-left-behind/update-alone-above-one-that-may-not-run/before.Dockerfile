FROM debian:bookworm
RUN apt-get update
RUN if [ -f /x ]; then apt-get update && apt-get install -y curl; fi
