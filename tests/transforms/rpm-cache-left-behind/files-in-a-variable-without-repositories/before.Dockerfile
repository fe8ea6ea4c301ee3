FROM centos:7
ARG PACKAGE
RUN sed -i s/enabled=1/enabled=0/ /etc/yum.repos.d/*.repo
RUN yum localinstall -y "$PACKAGE"
