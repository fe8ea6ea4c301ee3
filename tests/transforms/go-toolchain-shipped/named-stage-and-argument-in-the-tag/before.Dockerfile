ARG GO=1.22
FROM --platform=linux/amd64 golang:${GO}-alpine AS app
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /bin/server .
CMD ["/bin/server"]
