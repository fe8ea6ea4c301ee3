package main

import (
	"fmt"
	"os"
	"github.com/xuri/excelize/v2"
)

func main() {
	name := fmt.Sprintf("tpl/%s.xlsx", os.Args[1])
	excelize.OpenFile(name)
}
