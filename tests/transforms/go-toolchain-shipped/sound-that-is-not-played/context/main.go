package main

import (
	"github.com/faiface/beep/wav"
)

func main() {
	wav.Decode(nil)
}
