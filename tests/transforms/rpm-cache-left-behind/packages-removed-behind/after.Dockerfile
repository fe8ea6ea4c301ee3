FROM centos:7
RUN yum install -y gcc make && make && yum remove -y gcc make && yum clean all
