FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o main ./cmd/main

FROM scratch
ENV VIEWS=/app/internal/views
COPY --from=build /app/cmd/config.yaml /app/cmd/config.yaml
COPY --from=build /app/internal/views /app/internal/views
COPY --from=build /app/users.json /app/users.json
COPY --from=build /app/main /app/main
WORKDIR /app
CMD ["/app/main", "-c", "cmd/config.yaml", "--users=./users.json"]
