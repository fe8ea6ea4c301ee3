FROM debian:12
COPY . /app
RUN apt-get update && apt-get install -y nginx
RUN chown -R nginx:nginx /app
