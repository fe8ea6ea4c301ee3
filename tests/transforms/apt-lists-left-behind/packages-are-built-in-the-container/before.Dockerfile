FROM debian:12
RUN apt-get update && apt-get install -y devscripts equivs
COPY all.sh /root/
CMD ["/root/all.sh"]
