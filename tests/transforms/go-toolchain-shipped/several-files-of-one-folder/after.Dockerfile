FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o server .

FROM scratch
COPY --from=build /app/fonts /app/fonts
COPY --from=build /app/web /app/web
COPY --from=build /app/server /app/server
WORKDIR /app
CMD ["./server"]
