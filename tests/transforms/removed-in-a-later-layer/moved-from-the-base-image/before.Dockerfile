FROM debian:12
RUN mkdir -p /data/logs && mv /var/log /var/log-old && ln -s /data/logs /var/log
RUN rm -rf /var/log-old
