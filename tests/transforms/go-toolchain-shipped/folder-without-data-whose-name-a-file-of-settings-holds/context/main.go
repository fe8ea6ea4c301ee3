package main

import (
	"os"
)

func main() {
	settings, _ := os.ReadFile("config.yml")
	folder := string(settings[9:])
	os.Create(folder + "/x.db")
}
