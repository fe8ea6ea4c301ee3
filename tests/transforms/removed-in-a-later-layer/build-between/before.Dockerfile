FROM debian:12
RUN curl -fo /opt/key.pem https://example.com/key.pem && cp /opt/key.pem /etc/ssl
RUN cd /src && make
RUN rm /opt/key.pem
