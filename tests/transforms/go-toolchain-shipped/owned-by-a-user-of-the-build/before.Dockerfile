FROM golang:1.22
RUN useradd -u 1001 -m app
USER app
WORKDIR /home/app/src
COPY --chown=app:app . .
RUN mkdir -p /home/app/data && go build -o server .
CMD ["./server"]
