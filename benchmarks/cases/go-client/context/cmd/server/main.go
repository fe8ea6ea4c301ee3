// A service that needs what an empty image lacks: certificates, time zones, and a template.
package main

import (
	"crypto/x509"
	"fmt"
	"html/template"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/gorilla/mux"
)

func main() {
	page := template.Must(template.ParseFiles("templates/page.html"))
	router := mux.NewRouter()
	router.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "ok") })
	router.HandleFunc("/roots", func(w http.ResponseWriter, r *http.Request) {
		roots, err := x509.SystemCertPool()
		fmt.Fprint(w, err == nil && !roots.Equal(x509.NewCertPool()))
	})
	router.HandleFunc("/time/{area}/{city}", func(w http.ResponseWriter, r *http.Request) {
		names := mux.Vars(r)
		zone, err := time.LoadLocation(names["area"] + "/" + names["city"])
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, time.Now().In(zone).Format("-0700"))
	})
	router.HandleFunc("/fetch", func(w http.ResponseWriter, r *http.Request) {
		answer, err := http.Get(r.URL.Query().Get("url"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		fmt.Fprint(w, answer.Status)
	})
	router.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		if err := page.Execute(w, os.Getenv("GREETING")); err != nil {
			log.Print(err)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", router))
}
