FROM python:3.12
ARG PIP=pip3
RUN $PIP install flask
