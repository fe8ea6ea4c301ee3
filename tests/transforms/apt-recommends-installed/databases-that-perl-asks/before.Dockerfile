FROM debian:bookworm
RUN apt-get update && apt-get install -y git mariadb-client && rm -rf /var/lib/apt/lists/*
COPY report.pl /srv/
CMD ["perl", "/srv/report.pl"]
