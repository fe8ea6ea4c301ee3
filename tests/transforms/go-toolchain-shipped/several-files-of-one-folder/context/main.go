package main

import (
	"os"
	"html/template"
)

func main() {
	template.ParseFiles("web/index.html", "web/404.html")
	font := os.Args[1]
	os.ReadFile("fonts/" + font + ".txt")
}
