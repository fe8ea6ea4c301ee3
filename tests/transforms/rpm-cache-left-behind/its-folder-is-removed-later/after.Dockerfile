FROM rockylinux:9
RUN dnf install -y httpd && dnf clean all
RUN rm -r /var/cache/dnf
