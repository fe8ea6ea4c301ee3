FROM python:3.12
ENV PIP_CACHE_DIR=/opt/cache/pip
RUN pip install flask
RUN rm -rf /opt/cache/pip
