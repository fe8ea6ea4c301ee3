FROM rockylinux:9
RUN dnf install -y httpd
RUN ["dnf", "install", "-y", "--enablerepo=crb", "jq"]
RUN ["microdnf", "install", "-y", "less"]
