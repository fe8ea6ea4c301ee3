FROM alpine:3.20
RUN pip3 install redis
RUN rm -r /root/.cache && mkdir /srv/app
