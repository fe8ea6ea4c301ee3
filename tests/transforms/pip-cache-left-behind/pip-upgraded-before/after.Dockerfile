FROM ubuntu:14.04
RUN pip install --upgrade pip
RUN pip install --no-cache-dir flask && pip install --no-cache-dir --upgrade awscli
