package main

import (
	"database/sql"
	_ "modernc.org/sqlite"
)

func main() {
	sql.Open("sqlite", "/data/app.db")
}
