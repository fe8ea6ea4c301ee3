FROM ubuntu:16.04
RUN easy_install pip==1.5.6 && pip install redis
