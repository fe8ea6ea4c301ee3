FROM debian:jessie
RUN curl -fsSL https://bootstrap.example/get-pip.py | python && pip install --no-cache-dir flask
