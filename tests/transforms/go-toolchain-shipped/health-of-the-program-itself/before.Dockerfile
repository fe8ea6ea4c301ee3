FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
HEALTHCHECK --interval=30s CMD ["/bin/server", "health"]
CMD ["/bin/server"]
