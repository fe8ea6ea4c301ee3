cd /app
bzip2 -d lib-*
