from ctypes import CDLL, util

print(CDLL("libc.so.6").getpid(), CDLL(util.find_library("m")), CDLL("libcrypto.so"), CDLL("libsqlite3.so.0"))
