from ctypes import CDLL, util

print(CDLL(util.find_library("xml2")).xmlCheckVersion)
