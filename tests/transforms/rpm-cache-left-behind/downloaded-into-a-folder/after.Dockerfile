FROM centos:7
RUN yum install -y --downloadonly --downloaddir=/packages httpd && yum clean all
