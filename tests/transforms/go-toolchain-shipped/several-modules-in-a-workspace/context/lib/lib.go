package lib

import "C"

func Do() {}
