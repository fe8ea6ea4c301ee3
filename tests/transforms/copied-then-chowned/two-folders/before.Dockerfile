FROM debian:12
RUN useradd -m app
WORKDIR /app
COPY . .
COPY data /data/
RUN chown -R app:app /app /data
