FROM centos:7
RUN yum install -y python3 && yum clean all && ln -sf python3 /usr/bin/python
