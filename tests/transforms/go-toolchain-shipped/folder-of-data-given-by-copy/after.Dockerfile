FROM golang:1.22 AS build
RUN useradd -u 1001 app
WORKDIR /app
COPY --chown=app:app . .
RUN mkdir logs && CGO_ENABLED=0 go build -o /app/server .

FROM scratch
COPY --from=build --chown=1001:1001 /app/data /app/data
COPY --from=build /app/logs /app/logs
COPY --from=build /app/server /app/server
WORKDIR /app
USER 1001:1001
CMD ["/app/server"]
