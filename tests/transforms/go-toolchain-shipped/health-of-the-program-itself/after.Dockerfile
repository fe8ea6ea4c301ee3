FROM golang:1.22 AS build
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /bin/server /bin/server
WORKDIR /app
HEALTHCHECK --interval=30s CMD ["/bin/server", "health"]
CMD ["/bin/server"]
