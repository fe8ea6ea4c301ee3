FROM golang:1.22
RUN apt-get update && apt-get install -y git
WORKDIR /src
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
