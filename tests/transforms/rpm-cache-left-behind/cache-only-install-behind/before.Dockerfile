FROM centos:7
RUN yum makecache
RUN yum -C install -y httpd
RUN yum clean all
