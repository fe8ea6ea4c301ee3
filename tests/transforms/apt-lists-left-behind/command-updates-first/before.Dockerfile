FROM debian:12
RUN apt-get update && apt-get install -y git
COPY all.sh /root/
CMD ["/root/all.sh"]
