FROM ubuntu:18.04
RUN . /venv/bin/activate && pip3 install --no-cache-dir -U pip
RUN pip3 install flask
