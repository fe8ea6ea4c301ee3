FROM fedora:39
RUN dnf install -y httpd && dnf clean all && rm -f /usr/bin/dnf /usr/bin/yum
