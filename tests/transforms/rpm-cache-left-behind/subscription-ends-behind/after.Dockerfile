FROM registry.example/rhel7
RUN subscription-manager register && yum install -y httpd && yum clean all && subscription-manager unregister
