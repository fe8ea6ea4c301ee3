package main

import (
	"os"
)

func main() {
	println(os.Getenv("GIT_COMMIT"), os.Getenv("GOVERSION"))
}
