FROM python:3.6-alpine3.7
RUN pip install flask
