FROM debian:buster
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
COPY app.jar /srv/
CMD ["java", "-jar", "/srv/app.jar"]
