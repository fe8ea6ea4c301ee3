package main

import (
	"os"
)

func main() {
	os.ReadFile("a.yml")
}
