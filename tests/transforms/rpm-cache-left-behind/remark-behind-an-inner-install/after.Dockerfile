FROM fedora:40
RUN <<EOF
if true; then
  dnf install -y a &&
    dnf install -y b && dnf clean all # needed for b
fi
make
EOF
