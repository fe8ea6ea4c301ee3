FROM debian:bookworm
# always fresh
RUN apt-get update
RUN apt-get update && apt-get install -y curl
