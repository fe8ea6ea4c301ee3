FROM ubuntu:22.04
RUN apt-get update && apt-get install -y libgtk-3-0 libnss3
COPY setup.sh /opt/
RUN /opt/setup.sh
CMD ["/opt/viewer"]
