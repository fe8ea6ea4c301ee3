FROM debian:bookworm
RUN apt-get update && apt-get install -y build-essential libzmq3-dev && rm -rf /var/lib/apt/lists/*
COPY main.cc .
RUN g++ -o /usr/bin/app main.cc -lzmq
CMD ["app"]
