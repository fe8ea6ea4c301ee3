FROM rockylinux:9
RUN dnf install -y httpd && \
    rm -rf /var/cache/dnf
