FROM golang:1.22
WORKDIR /app
COPY . .
RUN go install github.com/air-verse/air@v1.52.3
CMD ["air"]
