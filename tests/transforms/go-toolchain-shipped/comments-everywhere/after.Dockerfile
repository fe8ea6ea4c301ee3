# head

# the base
FROM golang:1.22 AS build

WORKDIR /app
# all
COPY . .
# build
RUN go vet ./... && \
    # now
    CGO_ENABLED=0 go build -o server .

FROM scratch
COPY --from=build /app/server /app/server
WORKDIR /app
# port
EXPOSE 80
# user
LABEL a=b \
  # inside
  c=d
# start
CMD ["./server"]
# end
