FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
COPY --from=busybox:1.36 /bin/busybox /bin/busybox
CMD ["/bin/server"]
