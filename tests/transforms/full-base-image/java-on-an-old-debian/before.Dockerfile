FROM debian:stretch
RUN apt-get update && apt-get install -y openjdk-8-jre-headless
COPY app.jar .
CMD ["java", "-jar", "app.jar"]
