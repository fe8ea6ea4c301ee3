FROM debian:12
RUN curl -fsSLO https://example.com/app-1.2.zip && \
  echo "0a  app-1.2.zip" | sha256sum -c - && \
  unzip -q app-1.2.zip -d /opt && \
  ln -s /opt/app-1.2/app /usr/bin/app
