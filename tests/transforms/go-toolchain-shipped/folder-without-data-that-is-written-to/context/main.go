package main

import (
	"net/http"
	"os"
	"example.com/app/store"
	"example.com/app/internal/a"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		os.Create("uploads/" + r.URL.Query().Get("n"))
		os.WriteFile("store/state.json", nil, 0o600)
		println("internal")
	})
	http.ListenAndServe(":8080", nil)
}
