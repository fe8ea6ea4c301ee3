FROM ubuntu:14.04
RUN pip install --upgrade pip && pip install flask
