FROM python:3.12
RUN pip --no-cache-dir install flask
