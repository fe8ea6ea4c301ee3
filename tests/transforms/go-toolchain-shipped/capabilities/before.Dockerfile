FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
RUN setcap cap_net_bind_service=+ep /bin/server
CMD ["/bin/server"]
