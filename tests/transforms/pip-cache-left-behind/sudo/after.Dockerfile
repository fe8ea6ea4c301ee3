FROM ubuntu:24.04
RUN sudo -H pip3 install --no-cache-dir flask
