FROM debian:12
WORKDIR /app
RUN wget -q https://example.com/app.tgz && tar xf app.tgz
COPY start.sh .
CMD ["./start.sh"]
