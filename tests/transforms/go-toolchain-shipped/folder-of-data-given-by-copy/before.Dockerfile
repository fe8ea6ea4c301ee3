FROM golang:1.22
RUN useradd -u 1001 app
WORKDIR /app
COPY --chown=app:app . .
RUN mkdir logs && go build -o /app/server .
USER app
CMD ["/app/server"]
