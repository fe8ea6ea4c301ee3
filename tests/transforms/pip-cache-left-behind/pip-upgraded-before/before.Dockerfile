FROM ubuntu:14.04
RUN pip install --upgrade pip
RUN pip install flask && pip install --upgrade awscli
