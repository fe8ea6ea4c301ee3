FROM ubuntu:14.04
RUN pip install --upgrade pip && hash -r && pip install --no-cache-dir flask
