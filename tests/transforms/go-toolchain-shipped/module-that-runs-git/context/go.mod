module example.com/app

go 1.22

require github.com/hashicorp/go-getter v1.7.0
