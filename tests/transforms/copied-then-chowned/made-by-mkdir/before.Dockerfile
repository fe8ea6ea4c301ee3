FROM debian:12
RUN useradd -m app
RUN mkdir -p /app/log
COPY . /app
RUN chown -v -R app:app /app
