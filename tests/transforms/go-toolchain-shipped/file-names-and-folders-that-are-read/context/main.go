package main

import (
	"html/template"
	"net/http"
	"os"
)

func main() {
	template.Must(template.ParseGlob("templates/*.html"))
	os.ReadFile("config/app.yml")
	http.Handle("/", http.FileServer(http.Dir("./static")))
}
