FROM python:3.12
ENV HOME=/data
RUN pip install --no-cache-dir flask
WORKDIR /data
