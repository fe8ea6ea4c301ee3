FROM python:3.12
RUN apt-get update && apt-get install -y --no-install-recommends supervisor && rm -rf /var/lib/apt/lists/*
COPY worker.conf /etc/supervisor/conf.d/
COPY app.py /
CMD service supervisor start && python /app.py
