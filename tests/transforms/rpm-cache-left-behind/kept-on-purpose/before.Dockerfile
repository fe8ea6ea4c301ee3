FROM centos:7
RUN sed -i 's/keepcache=0/keepcache=1/' /etc/yum.conf && yum install -y httpd
