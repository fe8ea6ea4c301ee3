package main

import (
	"os"
)

func main() {
	os.ReadFile(os.Getenv("CONFIG"))
}
