FROM ubuntu:14.04
RUN pip3 install --upgrade pip
RUN pip install flask
