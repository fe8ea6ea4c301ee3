FROM rockylinux:9
RUN dnf install -y epel-release && dnf clean all && \
    dnf install -y htop
