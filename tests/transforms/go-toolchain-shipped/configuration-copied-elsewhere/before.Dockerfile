FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
COPY deploy/app.toml /etc/app/app.toml
CMD ["/bin/server", "-c", "/etc/app/app.toml"]
