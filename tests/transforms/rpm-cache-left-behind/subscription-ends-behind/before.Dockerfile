FROM registry.example/rhel7
RUN subscription-manager register && yum install -y httpd && subscription-manager unregister
