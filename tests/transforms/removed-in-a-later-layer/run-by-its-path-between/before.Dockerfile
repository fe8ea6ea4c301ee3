FROM debian:12
WORKDIR /src
RUN curl -fO https://example.com/setup.sh && sh setup.sh a
RUN sh ./setup.sh b
RUN rm setup.sh
