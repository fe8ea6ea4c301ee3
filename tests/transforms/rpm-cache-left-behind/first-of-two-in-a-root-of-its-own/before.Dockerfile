FROM fedora:40
RUN dnf --installroot=/mnt -y install git && dnf -y install git
