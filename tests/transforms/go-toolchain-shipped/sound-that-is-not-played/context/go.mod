module example.com/app

go 1.22

require github.com/faiface/beep v1.1.0
