FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /app/server . && chmod +x /app/server entrypoint.sh && chmod 777 data /tmp

FROM scratch
COPY --from=build /app/data /app/data
COPY --from=build /app/server /app/server
WORKDIR /app
USER 1001
CMD ["/app/server"]
