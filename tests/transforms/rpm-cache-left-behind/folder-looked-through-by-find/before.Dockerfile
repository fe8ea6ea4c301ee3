FROM fedora:40
RUN dnf install -y httpd
RUN find /var/cache/dnf -name '*.solv' -delete
