package main

import (
	"os"
)

func main() {
	os.Create("/run/app.pid")
	os.Create("/var/run/app.sock")
}
