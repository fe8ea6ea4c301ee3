FROM fedora:39
RUN dnf install -y httpd && rm -f /usr/bin/dnf /usr/bin/yum
