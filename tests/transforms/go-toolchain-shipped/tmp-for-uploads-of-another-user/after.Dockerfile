FROM golang:1.22-bookworm AS build
RUN adduser --disabled-password --uid 5000 web
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build --chown=5000:5000 /tmp /tmp
COPY --from=build /bin/server /bin/server
WORKDIR /app
USER 5000:5000
CMD ["/bin/server"]
