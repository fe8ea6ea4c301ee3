FROM golang:1.22
WORKDIR /app
COPY . .
RUN mkdir /var/cache/app && go build -o /app/server .
VOLUME /var/lib/app
CMD ["/app/server"]
