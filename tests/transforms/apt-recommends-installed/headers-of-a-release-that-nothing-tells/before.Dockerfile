FROM company/base:4
RUN apt-get update && apt-get install -y libc6-dev git && rm -rf /var/lib/apt/lists/*
RUN gcc -o app app.c
