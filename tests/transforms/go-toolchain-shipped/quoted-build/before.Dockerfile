FROM golang:1.22
WORKDIR /app
COPY . .
RUN bash -c "go build -o /bin/server ."
CMD ["/bin/server"]
