FROM golang:1.22 AS build
RUN useradd --system app
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /etc/passwd /etc/group /etc/
COPY --from=build /bin/server /bin/server
WORKDIR /app
USER app
CMD ["/bin/server"]
