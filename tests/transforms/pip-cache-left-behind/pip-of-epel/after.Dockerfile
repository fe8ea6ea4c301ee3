FROM centos:6
RUN yum install -y epel-release && yum install -y python-pip
RUN pip install flask && rm -rf ~/.cache/pip
