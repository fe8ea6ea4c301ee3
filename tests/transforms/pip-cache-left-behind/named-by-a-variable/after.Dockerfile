FROM python:3.12
ENV PIP=pip3
RUN ${PIP} install --no-cache-dir flask
ARG PYTHON=python3 VENV=/venv
RUN $PYTHON -m pip install --no-cache-dir django && "$VENV/bin/pip" install --no-cache-dir celery
