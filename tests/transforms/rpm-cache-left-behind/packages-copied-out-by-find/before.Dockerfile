FROM rockylinux:8
COPY yum.conf /etc/yum.conf
RUN dnf install -y httpd
RUN mkdir /out && find /var/cache/dnf -name '*.rpm' -exec cp {} /out \;
