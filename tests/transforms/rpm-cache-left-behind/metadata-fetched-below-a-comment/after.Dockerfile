FROM fedora:40
# all there is
RUN dnf makecache && dnf clean all
RUN dnf install -y git && dnf clean all
