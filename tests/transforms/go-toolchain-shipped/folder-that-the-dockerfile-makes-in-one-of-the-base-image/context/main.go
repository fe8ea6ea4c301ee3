package main

import (
	"os"
)

func main() {
	os.Mkdir("/var/lib/app", 0o755)
	os.WriteFile("/var/cache/app/a", nil, 0o600)
	os.ReadDir("/var/cache/app")
}
