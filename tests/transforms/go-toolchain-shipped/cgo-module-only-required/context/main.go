package main

import (
	"example.org/orm"
)

func main() {
	orm.Open()
}
