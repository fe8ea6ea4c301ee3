FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
RUN go install example.org/migrate/cmd/migrate@v4.17.0
CMD ["/bin/server"]
