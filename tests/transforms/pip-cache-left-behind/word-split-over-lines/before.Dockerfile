FROM python:3.12
RUN pip inst\
all flask
