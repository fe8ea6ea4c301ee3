FROM golang:1.22-bookworm
RUN adduser --disabled-password --uid 5000 web
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
USER web
CMD ["/bin/server"]
