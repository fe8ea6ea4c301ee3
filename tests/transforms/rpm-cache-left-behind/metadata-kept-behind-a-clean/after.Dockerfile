FROM rockylinux:9
RUN dnf install -y httpd && dnf clean all
RUN dnf clean all
RUN ["dnf", "install", "-y", "jq"]
