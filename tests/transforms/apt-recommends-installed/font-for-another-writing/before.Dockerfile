FROM debian:bookworm
RUN apt-get update && apt-get install -y fonts-ipafont-gothic && rm -rf /var/lib/apt/lists/*
CMD ["fc-list"]
