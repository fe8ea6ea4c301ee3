import sys
from subprocess import Popen

Popen(["/usr/bin/file", sys.argv[1]]).wait()
