FROM centos:7
RUN yum install -y httpd & sleep 1; wait
