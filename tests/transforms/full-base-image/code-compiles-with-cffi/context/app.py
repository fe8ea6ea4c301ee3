from cffi import FFI

ffi = FFI()
ffi.cdef("int twice(int);")
library = ffi.verify("int twice(int x) { return 2 * x; }")
print(library.twice(21))
