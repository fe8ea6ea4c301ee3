FROM golang:1.22
RUN mkdir -p /root/.ssh && ssh-keyscan example.com >> /root/.ssh/known_hosts
COPY id_ed25519 /root/.ssh/
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
