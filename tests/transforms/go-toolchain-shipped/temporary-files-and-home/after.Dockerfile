FROM golang:1.22 AS build
USER 1000:1000
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /etc/passwd /etc/group /etc/
COPY --from=build --chown=1000:1000 /tmp /tmp
COPY --from=build --chown=1000:1000 /bin/server /bin/server
USER 1000:1000
WORKDIR /app
CMD ["/bin/server"]
