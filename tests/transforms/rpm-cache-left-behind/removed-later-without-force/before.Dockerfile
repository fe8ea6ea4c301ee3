FROM centos:7
RUN yum install -y httpd
RUN rm -r /var/cache/yum/*
