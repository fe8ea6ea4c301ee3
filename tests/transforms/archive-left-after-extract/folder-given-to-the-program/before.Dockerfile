FROM debian:12
WORKDIR /opt/plugins
RUN curl -fsSLO https://example.org/a.zip && unzip a.zip
CMD ["app", "--plugins=/opt/plugins"]
