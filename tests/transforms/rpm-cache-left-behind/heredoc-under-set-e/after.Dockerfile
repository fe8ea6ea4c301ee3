FROM fedora:41
RUN <<EOF
set -e
dnf install -y git
dnf clean all
EOF
