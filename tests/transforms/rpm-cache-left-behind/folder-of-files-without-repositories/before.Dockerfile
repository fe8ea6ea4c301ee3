FROM centos:7
RUN rm -f /etc/yum.repos.d/*.repo
COPY packages /packages
RUN yum install -y /packages/*
