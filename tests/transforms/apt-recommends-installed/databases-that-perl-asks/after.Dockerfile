FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends git mariadb-client ca-certificates libdbd-mariadb-perl openssh-client && rm -rf /var/lib/apt/lists/*
COPY report.pl /srv/
CMD ["perl", "/srv/report.pl"]
