FROM golang:1.22
ARG UID=1000
WORKDIR /app
RUN mkdir -p /data && chown $UID /data
COPY . .
RUN go build -o /app/server .
USER $UID
CMD ["/app/server"]
