FROM golang:1.22
WORKDIR /src
COPY . .
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz && go build -o /usr/bin/spell .
