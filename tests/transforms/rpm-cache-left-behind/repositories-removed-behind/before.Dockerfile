FROM centos:7
RUN yum install -y httpd && rm -f /etc/yum.repos.d/*.repo
