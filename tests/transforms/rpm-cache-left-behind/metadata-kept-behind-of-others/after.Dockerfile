FROM rockylinux:9
RUN dnf install -y httpd && dnf clean all
RUN ["dnf", "install", "-y", "--enablerepo=crb", "jq"]
RUN ["microdnf", "install", "-y", "less"]
