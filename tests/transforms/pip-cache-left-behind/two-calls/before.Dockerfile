FROM python:3.12
RUN pip install -U pip && pip install flask
