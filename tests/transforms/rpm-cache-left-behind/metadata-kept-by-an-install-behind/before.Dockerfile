FROM rockylinux:9
RUN dnf install -y epel-release
RUN ["dnf", "install", "-y", "jq"]
