package main

import (
	"github.com/smacker/go-tree-sitter/python"
)

func main() {
	python.GetLanguage()
}
