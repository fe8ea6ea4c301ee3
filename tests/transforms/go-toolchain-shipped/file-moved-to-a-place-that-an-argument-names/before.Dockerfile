FROM golang:1.22
ARG CONF=/etc/app.conf
WORKDIR /app
COPY . .
RUN cp a.conf ${CONF}
RUN go build -o /app/server .
CMD ["/app/server"]
