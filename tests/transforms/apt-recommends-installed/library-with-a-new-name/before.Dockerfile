FROM ubuntu:24.04
RUN apt-get update && apt-get install -y git libqt5gui5 && rm -rf /var/lib/apt/lists/*
COPY window /usr/bin/
CMD ["window"]
