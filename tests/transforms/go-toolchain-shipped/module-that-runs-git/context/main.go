package main

import (
	"github.com/hashicorp/go-getter"
)

func main() {
	getter.Get("/tmp/x", "git::https://example.com/x")
}
