FROM golang:1.22
ARG UID=1000
WORKDIR /app
COPY . .
USER $UID
RUN go build -o /tmp/server .
CMD ["/tmp/server"]
