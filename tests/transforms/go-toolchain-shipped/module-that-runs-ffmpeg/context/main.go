package main

import (
	ffmpeg "github.com/u2takey/ffmpeg-go"
)

func main() {
	ffmpeg.Input("a")
}
