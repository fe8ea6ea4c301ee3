FROM golang:1.22
ARG CONF=/etc/app.conf
WORKDIR /app
COPY a.conf ${CONF}
COPY . .
RUN go build -o /app/server .
CMD ["/app/server"]
