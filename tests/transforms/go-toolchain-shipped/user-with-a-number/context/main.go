package main

import (
	"os"
)

func main() {
	os.Create("/data/state.json")
}
