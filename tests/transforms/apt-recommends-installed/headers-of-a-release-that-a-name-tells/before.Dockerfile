FROM company/base:ubuntu-24-04
RUN apt-get update && apt-get install -y libc6-dev git && rm -rf /var/lib/apt/lists/*
RUN gcc -o app app.c
