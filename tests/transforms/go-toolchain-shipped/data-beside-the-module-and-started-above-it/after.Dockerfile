FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN cd backend && CGO_ENABLED=0 go build -o ../server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /etc/mime.types /etc/
COPY --from=build /src/web /src/web
COPY --from=build /src/server /src/server
WORKDIR /src
CMD ["./server"]
