FROM centos:7
RUN yum --enablerepo=epel install -y htop && yum clean all --enablerepo='*'
