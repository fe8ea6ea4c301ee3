FROM debian:12
RUN curl -fo /tmp/a.zip https://example.com/a.zip && unzip /tmp/a.zip -d /opt && rm /tmp/a.zip
ENV PATH=/opt/a:$PATH
RUN apt-get update && apt-get install -y jq
