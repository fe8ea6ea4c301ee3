package main

import (
	"os"
)

func main() {
	os.Mkdir("/var/lib/app", 0o755)
}
