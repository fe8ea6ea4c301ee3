FROM golang:1.22-alpine AS build
RUN apk add --no-cache tzdata && ln -s /usr/share/zoneinfo/Asia/Seoul /etc/localtime
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/server .

FROM scratch
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /usr/local/go/lib/time/
COPY --from=build /etc/localtime /etc/
COPY --from=build /bin/server /bin/server
WORKDIR /app
CMD ["/bin/server"]
