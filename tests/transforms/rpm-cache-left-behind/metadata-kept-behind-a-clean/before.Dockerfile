FROM rockylinux:9
RUN dnf install -y httpd
RUN dnf clean all
RUN ["dnf", "install", "-y", "jq"]
