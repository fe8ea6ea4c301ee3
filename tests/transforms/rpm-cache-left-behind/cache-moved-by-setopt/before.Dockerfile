FROM fedora:40
RUN dnf install -y --setopt=cachedir=/tmp/dnf --setopt=install_weak_deps=False git
