FROM debian:12 AS build
RUN useradd -m app
COPY . /app
RUN chown -R app:app /app
FROM scratch
COPY --from=build /etc/passwd /etc/passwd
