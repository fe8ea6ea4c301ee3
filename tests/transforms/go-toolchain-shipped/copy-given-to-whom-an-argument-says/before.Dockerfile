FROM golang:1.22
ARG UID=1001
WORKDIR /app
COPY --chown=$UID . .
RUN go build -o /app/server .
USER 1001
CMD ["/app/server"]
