FROM centos:7
RUN yum clean all && yum makecache fast
RUN yum install -y git && yum clean all
