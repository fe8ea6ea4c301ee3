package main

import (
	"flag"
	"os"
)

func main() {
	path := flag.String("config", "/etc/app/" + "app.conf", "")
	os.ReadFile(*path)
}
