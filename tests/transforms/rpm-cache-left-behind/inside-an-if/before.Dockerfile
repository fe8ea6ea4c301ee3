FROM centos:7
ARG DEBUG
RUN if [ -n "$DEBUG" ]; then yum install -y gdb; fi
