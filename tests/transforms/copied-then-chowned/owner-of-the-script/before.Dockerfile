FROM debian:12
RUN useradd -m app
COPY . /app
RUN owner=app && chown -R $owner:app /app
