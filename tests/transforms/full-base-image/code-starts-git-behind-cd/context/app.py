import os

os.system("cd /data && git pull --quiet")
