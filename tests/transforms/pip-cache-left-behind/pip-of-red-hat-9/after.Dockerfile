FROM rockylinux:9
RUN dnf install -y python3-pip && dnf clean all
RUN pip3 install --no-cache-dir flask
