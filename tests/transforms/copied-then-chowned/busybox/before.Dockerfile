FROM alpine:3.20
RUN addgroup -S web && adduser -S -G web web
COPY . /app
RUN chown -R web:web /app
USER web
