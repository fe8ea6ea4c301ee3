module example.com/lean

go 1.24
