package main

import (
	"os"
)

func main() {
	os.Create("data/x.db")
}
