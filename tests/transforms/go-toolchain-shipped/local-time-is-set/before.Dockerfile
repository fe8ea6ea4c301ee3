FROM golang:1.22-alpine
RUN apk add --no-cache tzdata && ln -s /usr/share/zoneinfo/Asia/Seoul /etc/localtime
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
CMD ["/bin/server"]
