FROM ubi9-minimal
RUN microdnf update -y && microdnf clean all
RUN microdnf install -y \
      httpd \
      tar \
 && mkdir /data \
 && microdnf clean all
RUN microdnf clean all
