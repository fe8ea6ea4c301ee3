FROM rockylinux:9
# The cache is needed by those who work in the container without a network.
RUN dnf install -y httpd
