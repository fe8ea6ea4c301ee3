FROM golang:1.22
WORKDIR /app
COPY . .
RUN go build -o /app/server .
RUN chgrp -R 0 /app && chmod -R g=u /app
USER 1001
CMD ["/app/server"]
