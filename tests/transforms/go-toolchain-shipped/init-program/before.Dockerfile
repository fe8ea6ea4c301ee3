FROM golang:1.22
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y tini
RUN go build -o /bin/server .
ENTRYPOINT ["tini", "--", "/bin/server"]
