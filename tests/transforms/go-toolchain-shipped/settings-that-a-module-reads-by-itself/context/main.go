package main

import (
	"github.com/gobuffalo/envy"
)

func main() {
	println(envy.Get("PORT", "8080"))
}
