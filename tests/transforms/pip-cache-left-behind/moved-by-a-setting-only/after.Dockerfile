FROM python:3.12
RUN pip config set global.cache-dir /x
RUN pip install --no-cache-dir flask
