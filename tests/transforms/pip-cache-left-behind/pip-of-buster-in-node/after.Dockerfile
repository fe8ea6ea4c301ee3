FROM node:10-buster
RUN apt-get update && apt-get install -y python3-pip && rm -rf /var/lib/apt/lists/*
RUN pip3 install flask && rm -rf ~/.cache/pip
