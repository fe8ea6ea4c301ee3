FROM debian:12-slim
RUN apt-get update && apt-get install -y cron && rm -rf /var/lib/apt/lists/*
RUN printf 'MAILTO=root\n@daily root /job\n' > /etc/cron.d/job
CMD ["cron", "-f"]
