FROM python:3.8
RUN pip install --no-cache-dir "pip<20"
RUN pip install --no-cache-dir flask
