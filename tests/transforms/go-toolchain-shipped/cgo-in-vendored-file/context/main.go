package main

import (
	"example.org/sql"
)

func main() {
	sql.Open()
}
