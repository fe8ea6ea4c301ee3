FROM debian:latest
RUN apt-get update && apt-get install -y python-pip python3-pip && rm -rf /var/lib/apt/lists/*
RUN pip3 install flask
