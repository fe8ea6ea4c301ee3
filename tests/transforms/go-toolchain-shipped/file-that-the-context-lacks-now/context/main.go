package main

import "os"

func main() {
	text, err := os.ReadFile("config.yaml")
	if err != nil {
		panic(err)
	}
	println(string(text))
}
