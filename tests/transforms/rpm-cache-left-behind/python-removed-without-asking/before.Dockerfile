FROM centos:7
RUN yum install -y httpd && rpm -e --nodeps python
