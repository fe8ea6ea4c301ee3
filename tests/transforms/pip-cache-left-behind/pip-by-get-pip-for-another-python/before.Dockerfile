FROM ubuntu:18.04
RUN curl -s https://example.org/pip/2.7/get-pip.py | python && pip --version
RUN pip3 install flask
