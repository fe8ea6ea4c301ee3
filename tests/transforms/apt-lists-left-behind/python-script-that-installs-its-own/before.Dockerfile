FROM debian:12
RUN apt-get update && apt-get install -y python3
COPY install-poetry.py setup.py /tmp/
RUN python3 /tmp/install-poetry.py && cd /tmp && python3 setup.py install
