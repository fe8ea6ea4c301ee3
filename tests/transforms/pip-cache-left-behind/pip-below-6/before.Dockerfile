FROM python:2.7
RUN pip install --no-cache-dir "pip<6"
RUN pip install flask
