FROM debian:12
RUN echo one > /srv/one.txt
RUN rm /srv/one.txt
