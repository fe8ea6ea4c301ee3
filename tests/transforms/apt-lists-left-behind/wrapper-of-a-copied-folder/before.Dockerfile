FROM eclipse-temurin:17-jdk
RUN apt-get update && apt-get install -y curl
COPY . /app
WORKDIR /app
RUN ./gradlew build
