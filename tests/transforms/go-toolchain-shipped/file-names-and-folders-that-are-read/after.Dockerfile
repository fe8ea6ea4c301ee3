FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /etc/mime.types /etc/
COPY --from=build /app/config/app.yml /app/config/app.yml
COPY --from=build /app/static /app/static
COPY --from=build /app/templates /app/templates
COPY --from=build /app/server /app/server
WORKDIR /app
EXPOSE 8080
CMD ["./server"]
