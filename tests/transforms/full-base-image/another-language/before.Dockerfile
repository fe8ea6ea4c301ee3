FROM debian:bookworm
ENV LANG=de_DE.UTF-8
RUN apt-get update && apt-get install -y nginx
CMD ["nginx"]
