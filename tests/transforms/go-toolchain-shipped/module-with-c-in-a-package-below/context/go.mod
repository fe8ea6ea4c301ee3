module example.com/app

go 1.22

require github.com/smacker/go-tree-sitter v0.0.0
