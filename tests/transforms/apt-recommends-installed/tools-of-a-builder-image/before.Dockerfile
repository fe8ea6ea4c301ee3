FROM example.org/builder
RUN apt-get update && apt-get install -y autoconf build-essential && rm -rf /var/lib/apt/lists/*
COPY build.sh /src/
