FROM ubuntu:18.04
ARG PV
RUN python3 get-pip.py pip==$PV
RUN pip3 install flask && rm -rf ~/.cache/pip
