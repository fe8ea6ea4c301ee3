FROM ubuntu:18.04
RUN pip3 install --no-cache-dir -U pip
RUN virtualenv /v && . /v/bin/activate && pip3 install flask
