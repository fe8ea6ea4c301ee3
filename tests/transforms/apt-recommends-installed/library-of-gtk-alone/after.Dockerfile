FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends libgtk-3-0 libasound2 librsvg2-common
COPY viewer /opt/viewer
CMD ["/opt/viewer/viewer"]
