FROM debian:12
RUN mkdir /old && mv /etc/apt/sources.list.d /old/
RUN rm -rf /old
