FROM golang:1.22
ARG SHA=unknown
ENV GIT_COMMIT=$SHA GIT_TERMINAL_PROMPT=1 GOVERSION=1.22 GOPROXY=direct
WORKDIR /app
COPY . .
RUN go build -o /app/server .
CMD ["/app/server"]
