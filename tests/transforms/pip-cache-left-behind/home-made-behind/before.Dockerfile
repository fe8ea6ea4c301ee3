FROM python:3.12
ENV HOME=/data
RUN pip install flask
WORKDIR /data
