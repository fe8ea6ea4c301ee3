FROM node:20
RUN apt-get update && apt-get install -y --no-install-recommends cron && rm -rf /var/lib/apt/lists/*
COPY jobs /etc/cron.d/jobs
COPY start.sh server.js /
CMD ["/start.sh"]
