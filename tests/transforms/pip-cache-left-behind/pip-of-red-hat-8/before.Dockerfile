FROM rockylinux:8
RUN dnf install -y python3-pip && dnf clean all
RUN pip3 install flask
