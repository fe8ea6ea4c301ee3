FROM python:3.12 AS one
ENV HOME=/data
RUN mkdir -p $HOME && pip install --no-cache-dir flask

FROM one
RUN pip install --no-cache-dir django
