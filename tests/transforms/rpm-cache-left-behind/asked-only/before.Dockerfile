FROM centos:7
RUN yum list installed | grep httpd; rpm -qa; yum-config-manager --enable powertools
