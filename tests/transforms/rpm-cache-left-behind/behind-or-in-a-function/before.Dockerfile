FROM base
RUN f() { which yum && yum install -y httpd || apt-get install -y apache2; }; f
