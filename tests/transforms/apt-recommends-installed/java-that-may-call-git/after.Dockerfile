FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates openssh-client && rm -rf /var/lib/apt/lists/*
COPY jenkins.war /srv/
CMD ["java", "-jar", "/srv/jenkins.war"]
