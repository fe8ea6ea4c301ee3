FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
RUN mvn -q -B dependency:go-offline
COPY src src
RUN mvn -q -B package

FROM eclipse-temurin:17-jre
WORKDIR /build
COPY --from=build /build/target/app.jar target/app.jar
EXPOSE 8080
CMD ["java", "-jar", "target/app.jar"]
