FROM rockylinux:9
RUN dnf install -y httpd
RUN rm -r /var/cache/dnf
