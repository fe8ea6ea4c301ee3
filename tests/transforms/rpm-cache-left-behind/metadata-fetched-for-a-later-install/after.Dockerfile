FROM centos:7
RUN yum clean all
RUN yum install -y git && yum clean all
