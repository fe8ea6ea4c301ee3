FROM golang:1.22
ARG APP=api
WORKDIR /app
COPY . .
RUN go build -o /app/server ./cmd/$APP
CMD ["/app/server"]
