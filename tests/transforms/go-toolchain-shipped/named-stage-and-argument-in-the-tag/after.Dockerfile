ARG GO=1.22
FROM --platform=linux/amd64 golang:${GO}-alpine AS app
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /bin/server .

FROM --platform=linux/amd64 scratch
COPY --from=app /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
