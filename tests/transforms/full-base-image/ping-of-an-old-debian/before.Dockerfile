FROM debian:buster
HEALTHCHECK CMD ping -c 1 db
CMD ["/usr/bin/top"]
