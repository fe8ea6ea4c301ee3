FROM example.org/builder
RUN apt-get update && apt-get install -y --no-install-recommends autoconf build-essential automake && rm -rf /var/lib/apt/lists/*
COPY build.sh /src/
