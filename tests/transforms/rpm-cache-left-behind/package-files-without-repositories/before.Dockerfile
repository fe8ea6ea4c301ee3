FROM centos:7
RUN rm -f /etc/yum.repos.d/*
COPY a.rpm /tmp/
RUN yum install -y /tmp/a.rpm
