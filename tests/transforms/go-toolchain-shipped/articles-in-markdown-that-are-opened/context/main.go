package main

import (
	"net/http"
	"os"
	"path/filepath"
)

func main() {
	names, _ := filepath.Glob("posts/*.md")
	println(len(names))
	os.ReadDir("content")
	os.ReadFile("schema/api.proto")
	http.ListenAndServe(":8080", nil)
}
