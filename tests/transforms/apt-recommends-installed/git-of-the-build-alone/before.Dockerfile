FROM debian:bookworm
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
RUN git clone https://example.com/site.git /srv/site
CMD ["nginx", "-g", "daemon off;"]
