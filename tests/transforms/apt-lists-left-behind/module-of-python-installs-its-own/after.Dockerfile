FROM debian:12
RUN apt-get update && apt-get install -y python3-ipykernel && rm -rf /var/lib/apt/lists/*
RUN python3 -m ipykernel install --user
