package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	os.OpenFile("/var/log/app.log", os.O_CREATE|os.O_WRONLY, 0o644)
	os.ReadFile("/var/run/secrets/kubernetes.io/serviceaccount/token")
	os.ReadFile("/etc/hosts")
	os.WriteFile(fmt.Sprintf("/var/tmp/%s.json", os.Args[1]), nil, 0o600)
	net.Listen("unix", "/var/run/app.sock")
}
