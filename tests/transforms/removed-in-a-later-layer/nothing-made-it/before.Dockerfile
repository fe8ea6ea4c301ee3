FROM debian:12
RUN rm -rf /usr/share/doc
