package main

import (
	"os"
)

func main() {
	os.CreateTemp("", "x")
	os.UserHomeDir()
}
