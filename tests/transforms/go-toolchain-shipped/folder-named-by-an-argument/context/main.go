package main

import (
	"os"
)

func main() {
	os.WriteFile("/app/logs/a.log", nil, 0o600)
}
