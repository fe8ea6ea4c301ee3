package main

import (
	"net/http"
	"google.golang.org/grpc/credentials"
)

func main() {
	http.Handle("/vendor/", http.FileServer(http.Dir("static/vendor")))
	http.Handle("/.well-known/", http.FileServer(http.Dir(".well-known")))
	credentials.NewServerTLSFromFile("testdata/server.pem", "testdata/server.key")
	http.ListenAndServe(":8080", nil)
}
