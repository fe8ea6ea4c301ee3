# head

# the base
FROM golang:1.22
# port
EXPOSE 80
# user
LABEL a=b \
  # inside
  c=d

WORKDIR /app
# all
COPY . .
# build
RUN go vet ./... && \
    # now
    go build -o server .
# start
CMD ["./server"]
# end
