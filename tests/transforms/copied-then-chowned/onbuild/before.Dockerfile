FROM debian:12
RUN useradd -m app
COPY . /app
ONBUILD RUN chown -R app:app /app
