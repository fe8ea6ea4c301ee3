FROM rockylinux:9
RUN for attempt in 1 2 3; do dnf makecache && break; sleep 5; done && dnf clean all
RUN dnf install -y git && dnf clean all
