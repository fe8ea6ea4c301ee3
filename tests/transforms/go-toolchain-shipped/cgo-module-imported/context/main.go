package main

import (
	_ "example.com/app/store"
)

func main() {
}
