FROM python:3.6.4-alpine3.7
RUN pip install flask && rm -rf ~/.cache/pip
