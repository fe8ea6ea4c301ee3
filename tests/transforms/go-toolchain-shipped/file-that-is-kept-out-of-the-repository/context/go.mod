module example.com/app

go 1.22

require google.golang.org/api v0.150.0
