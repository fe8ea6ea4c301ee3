module example.com/app

go 1.22

require github.com/gobuffalo/envy v1.9.0
