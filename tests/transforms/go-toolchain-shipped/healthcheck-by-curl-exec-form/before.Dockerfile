FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
HEALTHCHECK CMD ["curl", "-f", "http://localhost"]
CMD ["/bin/server"]
