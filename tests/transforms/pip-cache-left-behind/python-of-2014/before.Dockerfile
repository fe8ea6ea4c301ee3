FROM python:2.7.8
RUN pip install flask
