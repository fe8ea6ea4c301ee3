FROM debian:12
WORKDIR /src
RUN curl -fO https://example.com/setup.sh && chmod +x setup.sh && ./setup.sh a
RUN ./setup.sh b && rm setup.sh
