FROM eclipse-temurin:17-jdk
RUN apt-get update \
    && apt-get install -y --no-install-recommends git gnupg openssh-client unzip \
    && rm -rf /var/lib/apt/lists/*
COPY maven/ /usr/share/maven/
ENV MAVEN_HOME=/usr/share/maven
RUN ln -s "$MAVEN_HOME/bin/mvn" /usr/bin/mvn && mvn --version
CMD ["mvn"]
