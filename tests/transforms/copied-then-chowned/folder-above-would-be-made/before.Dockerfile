FROM debian:12
RUN useradd -m app
COPY . /data/app
RUN chown -R app:app /data/app
