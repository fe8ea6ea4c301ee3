FROM ubuntu:22.04
RUN apt-get update && apt-get install -y libgtk-3-0 libasound2
COPY viewer /opt/viewer
CMD ["/opt/viewer/viewer"]
