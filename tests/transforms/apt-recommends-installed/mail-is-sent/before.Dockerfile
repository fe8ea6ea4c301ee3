FROM debian:bookworm
RUN apt-get update && apt-get install -y cron
RUN echo ready | mail -s built root
CMD ["cron", "-f"]
