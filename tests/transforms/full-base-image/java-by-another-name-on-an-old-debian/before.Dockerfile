FROM debian:jessie
RUN apt-get update && apt-get install -y --no-install-recommends oracle-java8-installer && rm -rf /var/lib/apt/lists/*
CMD ["java", "-version"]
