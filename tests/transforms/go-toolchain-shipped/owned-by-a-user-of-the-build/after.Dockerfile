FROM golang:1.22 AS build
RUN useradd -u 1001 -m app
USER app
WORKDIR /home/app/src
COPY --chown=app:app . .
RUN mkdir -p /home/app/data && CGO_ENABLED=0 go build -o server .

FROM scratch
COPY --from=build --chown=1001:1001 /home/app/data /home/app/data
COPY --from=build --chown=1001:1001 /home/app/src/server /home/app/src/server
WORKDIR /home/app/src
USER 1001:1001
CMD ["./server"]
