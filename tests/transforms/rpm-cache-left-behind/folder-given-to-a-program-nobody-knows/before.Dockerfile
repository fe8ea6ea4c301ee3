FROM fedora:40
RUN dnf install -y httpd
CMD ["publish-packages", "--from", "/var/cache/dnf"]
