FROM fedora:40
RUN <<EOF
if true; then
  dnf install -y a &&
    dnf install -y b # needed for b
fi
make
EOF
