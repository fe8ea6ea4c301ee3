package main

import (
	"time"
)

func main() {
	time.LoadLocation("Asia/Seoul")
}
