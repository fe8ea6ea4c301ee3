FROM python:2.7-jessie
RUN apt-get update && apt-get install -y --no-install-recommends virtualenv && rm -rf /var/lib/apt/lists/*
RUN virtualenv -p /usr/bin/python /venv && /venv/bin/pip install flask
