FROM ubuntu:18.04
RUN pip3 install --no-cache-dir -U pip || true
RUN pip3 install flask
