FROM company/base:4
RUN apt-get update && apt-get install -y --no-install-recommends libc6-dev git ca-certificates gcc less openssh-client && rm -rf /var/lib/apt/lists/*
RUN gcc -o app app.c
