FROM python:3.6
RUN python -m venv /v && /v/bin/pip install wheel flask
