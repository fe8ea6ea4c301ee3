package main

import (
	"example.com/app/native"
)

func main() {
	native.Hash()
}
