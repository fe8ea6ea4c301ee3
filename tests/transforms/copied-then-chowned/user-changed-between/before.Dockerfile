FROM debian:12
RUN useradd -m app
COPY . /app
RUN usermod -u 2000 app
RUN chown -R app:app /app
