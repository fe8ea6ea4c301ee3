# Go 예: /go/pkg/mod
RUN --mount=type=cache,target=/go/pkg/mod go mod download
