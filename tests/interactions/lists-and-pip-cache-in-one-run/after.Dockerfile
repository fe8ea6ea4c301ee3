FROM python:3.12-slim
RUN apt-get update && apt-get install -y gcc && pip install --no-cache-dir numpy && rm -rf /var/lib/apt/lists/*
