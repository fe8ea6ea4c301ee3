FROM fedora:40
COPY extra.repo /etc/yum.repos.d/
RUN dnf makecache
