FROM python:3.12
RUN <<EOF
pip install --no-cache-dir flask
EOF
