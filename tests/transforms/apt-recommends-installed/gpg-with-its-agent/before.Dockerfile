FROM ubuntu:22.04
RUN apt-get update && apt-get install -y gpg && rm -rf /var/lib/apt/lists/*
CMD ["bash"]
