FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y git
# Add apt repositories, and what they need
RUN apt-get update && apt-get install -y make
