package main

import "os"

type store struct{ folder string }

func (s store) load(name string) ([]byte, error) { return os.ReadFile(s.folder + "/" + name) }

func main() {
	s := store{folder: "docs"}
	s.load("a.md")
}
