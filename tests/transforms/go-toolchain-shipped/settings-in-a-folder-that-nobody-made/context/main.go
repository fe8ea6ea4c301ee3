package main

import (
	"os"
)

func main() {
	os.ReadFile("/etc/app/app.conf")
	os.ReadFile("/usr/share/app/app.conf")
	os.ReadFile("/var/lib/app/state.json")
	os.ReadFile("/root/.aws/credentials")
}
