package main

import (
	"log"
	"net/http"
	
	"example.com/app/internal/web"
)

func main() {
	log.Fatal(http.ListenAndServe(":8080", web.Handler()))
}
