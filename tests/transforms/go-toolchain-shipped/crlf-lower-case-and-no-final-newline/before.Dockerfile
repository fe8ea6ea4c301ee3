from golang:1.22
workdir /app
copy . .
run go build -o /bin/server .
cmd ["/bin/server"]