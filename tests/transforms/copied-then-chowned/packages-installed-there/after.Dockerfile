FROM debian:12
RUN useradd -m app
WORKDIR /app
RUN apt-get update && apt-get install -y jq
COPY --chown=app:app . .
RUN chown app:app /app
