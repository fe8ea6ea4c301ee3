FROM golang:1.22
ARG OUT
WORKDIR /app
COPY . .
RUN go build -o $OUT .
CMD ["/bin/server"]
