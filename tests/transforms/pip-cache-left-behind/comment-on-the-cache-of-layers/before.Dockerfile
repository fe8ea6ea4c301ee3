FROM python:3.12-slim
# Requirements first, to keep the Docker cache.
COPY requirements.txt .
RUN pip install -r requirements.txt
