module example.com/app

go 1.22

require (
	example.org/orm v1.2.3
	github.com/mattn/go-sqlite3 v1.14.22 // indirect
)
