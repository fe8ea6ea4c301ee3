package native

import "C"

func Hash() {}
