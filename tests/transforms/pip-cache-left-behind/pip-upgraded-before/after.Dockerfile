FROM ubuntu:14.04
RUN pip install --upgrade pip && pip install --no-cache-dir flask
RUN pip install --no-cache-dir --upgrade awscli
