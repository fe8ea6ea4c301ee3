FROM python:3.12
RUN apt-get update && apt-get install -y --no-install-recommends cron && rm -rf /var/lib/apt/lists/*
COPY crontab /etc/cron.d/report
COPY report.py .
CMD ["cron", "-f"]
