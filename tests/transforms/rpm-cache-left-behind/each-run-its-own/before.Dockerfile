FROM ubi9-minimal
RUN microdnf update -y
RUN microdnf install -y \
      httpd \
      tar \
 && mkdir /data
RUN microdnf clean all
