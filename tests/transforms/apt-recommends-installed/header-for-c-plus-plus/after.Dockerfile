FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libzmq3-dev cppzmq-dev && rm -rf /var/lib/apt/lists/*
COPY main.cc .
RUN g++ -o /usr/bin/app main.cc -lzmq
CMD ["app"]
