FROM ubuntu:18.04
RUN pip3 install --no-cache-dir pip
RUN pip3 install flask && rm -rf ~/.cache/pip
