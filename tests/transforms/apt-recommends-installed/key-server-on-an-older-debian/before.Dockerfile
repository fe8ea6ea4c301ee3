FROM debian:stretch
RUN apt-get update && apt-get install -y build-essential gnupg && rm -rf /var/lib/apt/lists/*
RUN apt-key adv --keyserver keyserver.example.org --recv-keys 0123456789ABCDEF
CMD ["/usr/bin/make"]
