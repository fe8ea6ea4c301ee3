FROM fedora:21
RUN yum install -y python-pip && pip install flask
