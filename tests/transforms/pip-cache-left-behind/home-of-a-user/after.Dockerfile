FROM python:3.12
ENV HOME=/home/app
RUN useradd -m app
RUN pip install --no-cache-dir flask
