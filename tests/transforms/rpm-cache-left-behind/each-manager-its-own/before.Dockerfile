FROM centos:7
RUN if command -v dnf; then dnf install -y jq; else yum install -y jq; fi
