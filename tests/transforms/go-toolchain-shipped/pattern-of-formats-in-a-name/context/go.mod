module example.com/app

go 1.22

require github.com/xuri/excelize/v2 v2.8.0
