FROM debian:12
RUN apt-get update
RUN apt-get install -y jq git
ADD report.sh /
