FROM centos:7
RUN yum install -y --downloadonly httpd
COPY install.sh /usr/local/bin/
CMD ["install.sh"]
