package main

import (
	"google.golang.org/api/option"
)

func main() {
	option.WithCredentialsFile("serviceAccountKey.json")
}
