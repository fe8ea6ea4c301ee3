FROM debian:12
WORKDIR /app
RUN wget -q https://example.com/lib-1.2.tar.bz2 && tar xf lib-1.2.tar.bz2
COPY build.sh .
CMD ["./build.sh"]
