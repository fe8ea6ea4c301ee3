FROM golang:1.22
RUN useradd -m app
WORKDIR /app
COPY --chown=app . .
RUN chown app /app && go build -o server .
USER app
CMD ["./server"]
