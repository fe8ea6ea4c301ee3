FROM golang:1.22
ARG HOME_OF_APP
WORKDIR /app
COPY . .
RUN go build -o /app/server .
RUN chmod -R 777 $HOME_OF_APP
USER 1001
CMD ["/app/server"]
