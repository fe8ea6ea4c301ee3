package main

import (
	"os"
)

func main() {
	os.ReadFile("config/key.pem")
}
