FROM debian:12 AS build
RUN wget -q https://example.com/app.tgz && tar xf app.tgz
FROM scratch
COPY --from=build /app /app
