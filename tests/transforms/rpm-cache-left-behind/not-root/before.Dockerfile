FROM ubi9-minimal
USER 1001
RUN microdnf install -y httpd
