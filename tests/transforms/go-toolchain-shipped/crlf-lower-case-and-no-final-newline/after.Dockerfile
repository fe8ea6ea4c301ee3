from golang:1.22 as build
workdir /app
copy . .
run CGO_ENABLED=0 go build -o /bin/server .

from scratch
copy --from=build /bin/server /bin/server
workdir /app
cmd ["/bin/server"]