FROM debian:12
RUN useradd -m app
WORKDIR /app
RUN apt-get update && apt-get install -y jq
COPY . .
RUN chown -R app:app /app
