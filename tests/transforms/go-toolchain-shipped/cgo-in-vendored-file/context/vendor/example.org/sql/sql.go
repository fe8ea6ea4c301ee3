//go:build cgo

package sql

// #include <sqlite3.h>
import "C"

func Open() {}
