FROM debian:12

# what the report calls
RUN apt-get update

# curl fetches it
RUN apt-get install -y \
    curl \
    jq
COPY report.sh /
