FROM debian:12
RUN useradd -m app
COPY . /app
COPY $FILES /
RUN chown -R app:app /app
