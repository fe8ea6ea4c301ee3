module example.com/app

go 1.22

require example.org/sql v1.0.0
