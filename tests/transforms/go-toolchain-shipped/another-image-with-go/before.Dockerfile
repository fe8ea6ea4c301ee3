FROM debian:12
RUN apt-get update && apt-get install -y golang
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
