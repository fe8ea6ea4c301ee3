FROM centos:7
COPY other.conf /etc/yum/other.conf
RUN yum -c /etc/yum/other.conf install -y git
