FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends libgtk-3-0 libnss3 libasound2 libxtst6
COPY viewer /opt/viewer
CMD ["/opt/viewer/viewer", "--no-sandbox"]
