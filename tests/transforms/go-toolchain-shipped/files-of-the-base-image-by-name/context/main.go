package main

import (
	"os"
)

func main() {
	os.ReadFile("/etc/debian_version")
}
