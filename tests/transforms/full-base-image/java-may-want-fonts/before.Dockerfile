FROM openjdk:8-jre
COPY app.jar .
CMD ["java", "-jar", "app.jar"]
