FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN go build -o /server .

FROM gcr.io/distroless/static
COPY --from=build /server /server
CMD ["/server"]
