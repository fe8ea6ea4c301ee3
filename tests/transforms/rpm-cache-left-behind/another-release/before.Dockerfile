FROM centos:7
RUN yum install -y --releasever=8 git
