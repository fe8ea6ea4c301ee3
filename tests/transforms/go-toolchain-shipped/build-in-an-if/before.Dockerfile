FROM golang:1.22
WORKDIR /app
COPY . .
RUN if [ -f main.go ]; then go build -o /bin/server .; fi
CMD ["/bin/server"]
