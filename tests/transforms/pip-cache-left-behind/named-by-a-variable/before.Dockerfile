FROM python:3.12
ENV PIP=pip3
RUN ${PIP} install flask
ARG PYTHON=python3 VENV=/venv
RUN $PYTHON -m pip install django && "$VENV/bin/pip" install celery
