FROM golang:1.22
RUN useradd --system app
WORKDIR /app
COPY . .
RUN go build -o /bin/server .
USER app
CMD ["/bin/server"]
