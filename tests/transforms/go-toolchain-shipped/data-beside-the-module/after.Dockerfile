FROM golang:1.22 AS build
WORKDIR /src
COPY . .
WORKDIR /src/backend
RUN CGO_ENABLED=0 go build -o server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /etc/mime.types /etc/
COPY --from=build /src/frontend/dist /src/frontend/dist
COPY --from=build /src/backend/server /src/backend/server
WORKDIR /src/backend
CMD ["./server"]
