package main

import "os"

func main() {
	if err := os.WriteFile("data.db", nil, 0o644); err != nil {
		panic(err)
	}
}
