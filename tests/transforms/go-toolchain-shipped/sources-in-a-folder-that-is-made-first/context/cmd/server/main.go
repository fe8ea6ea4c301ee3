package main

import (
	"os"
)

func main() {
	os.Create("logs/app.log")
}
