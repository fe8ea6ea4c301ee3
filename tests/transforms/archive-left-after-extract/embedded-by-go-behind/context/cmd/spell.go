package main

import _ "embed"

//go:embed words.tar.gz
var words []byte
