FROM debian:12
COPY . /app
RUN useradd -u 1000 app && ldconfig
RUN chown -R 1000:1000 /app
USER app
