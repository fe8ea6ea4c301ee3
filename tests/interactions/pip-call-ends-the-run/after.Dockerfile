FROM python:3.12-slim
RUN apt-get update \
 && apt-get install -y gcc \
 # needed by the wheels
 && pip install --no-cache-dir \
 && rm -rf /var/lib/apt/lists/*
