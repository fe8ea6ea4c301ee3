FROM debian:latest
RUN apt-get update && apt-get install -y python-pip:amd64 && rm -rf /var/lib/apt/lists/*
RUN pip install flask && rm -rf ~/.cache/pip
