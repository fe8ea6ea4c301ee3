FROM debian:12
RUN useradd -m app
COPY . /app
RUN sh -c 'chown -R app:app /app'
