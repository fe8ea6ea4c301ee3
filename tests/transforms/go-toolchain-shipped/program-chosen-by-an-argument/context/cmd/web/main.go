package main

import (
	"os"
)

func main() {
	os.ReadFile("b.yml")
}
