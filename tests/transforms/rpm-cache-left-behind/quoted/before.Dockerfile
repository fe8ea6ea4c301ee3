FROM centos:7
RUN bash -c 'yum install -y httpd'
