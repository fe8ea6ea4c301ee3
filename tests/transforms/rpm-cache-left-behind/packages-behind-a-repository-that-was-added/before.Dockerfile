FROM centos:7
RUN curl -o /etc/yum.repos.d/a.repo https://example.org/a.repo
RUN yum install -y a
