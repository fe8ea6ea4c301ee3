FROM eclipse-temurin:21-jre
WORKDIR /app
COPY target/app.jar /app/app.jar
ENTRYPOINT ["java","-XX:+UseZGC","-jar","/app/app.jar"]
