FROM ubuntu:14.04
RUN pip install -U pip || true
RUN pip install flask
