FROM debian:12
RUN mkdir -p /root/.m2 && curl -o /root/.m2/settings.xml https://example.com/s.xml
RUN apt-get update
RUN rm -rf /root/.m2
