FROM registry.access.redhat.com/rhel7:7.9
COPY agent.rpm /tmp/
RUN yum localinstall -y /tmp/agent.rpm
