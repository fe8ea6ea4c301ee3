FROM debian:bookworm
RUN apt-get update && apt-get install -y golang-go && rm -rf /var/lib/apt/lists/*
COPY . /src
RUN cd /src && go build -o /usr/bin/app .
CMD ["app"]
