FROM debian:12
# slimmer: ignore=apt-lists-left-behind -- the next image installs offline
RUN apt-get update && apt-get install -y curl
