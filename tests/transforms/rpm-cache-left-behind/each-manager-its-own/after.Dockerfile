FROM centos:7
RUN if command -v dnf; then dnf install -y jq && dnf clean all; else yum install -y jq && yum clean all; fi
