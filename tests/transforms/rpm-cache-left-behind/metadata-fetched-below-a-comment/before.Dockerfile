FROM fedora:40
# all there is
RUN dnf makecache
RUN dnf install -y git && dnf clean all
