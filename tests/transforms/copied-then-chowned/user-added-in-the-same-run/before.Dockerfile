FROM debian:12
COPY . /app
RUN useradd app && chown -R app:app /app
