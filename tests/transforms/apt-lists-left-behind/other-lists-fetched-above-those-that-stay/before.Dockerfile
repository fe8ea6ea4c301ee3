FROM debian:bookworm
RUN apt-get update && apt-get install -y curl
RUN apt-get install -y jq
RUN echo "deb http://apt.example.org/ stable main" > /etc/apt/sources.list.d/example.list
RUN apt-get update && apt-get install -y git
