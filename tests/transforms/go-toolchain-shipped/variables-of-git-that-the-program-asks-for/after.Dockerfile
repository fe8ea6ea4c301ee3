FROM golang:1.22 AS build
ARG SHA=unknown
ENV GIT_COMMIT=$SHA GIT_TERMINAL_PROMPT=1 GOVERSION=1.22 GOPROXY=direct
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/server .

FROM scratch
ARG SHA=unknown
ENV GIT_COMMIT=$SHA GOVERSION=1.22
COPY --from=build /app/server /app/server
WORKDIR /app
CMD ["/app/server"]
