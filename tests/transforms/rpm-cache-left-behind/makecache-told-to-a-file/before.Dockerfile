FROM rockylinux:9
RUN dnf makecache > /log
RUN dnf install -y jq && dnf clean all && cat /log
