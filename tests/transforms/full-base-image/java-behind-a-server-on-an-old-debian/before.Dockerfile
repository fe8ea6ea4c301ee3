FROM debian:jessie
RUN apt-get update && apt-get install -y --no-install-recommends tomcat7 && rm -rf /var/lib/apt/lists/*
CMD ["/usr/share/tomcat7/bin/catalina.sh", "run"]
