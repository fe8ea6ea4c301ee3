FROM base
RUN yum install -y httpd || apt-get install -y apache2
