FROM golang:1.22
WORKDIR /src
COPY . .
ENV GOBIN=/usr/local/bin
RUN go install example.com/app/cmd/server
ENTRYPOINT ["server"]
