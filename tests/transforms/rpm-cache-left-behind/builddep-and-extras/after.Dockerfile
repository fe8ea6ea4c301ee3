FROM amazonlinux:2
RUN amazon-linux-extras install -y nginx1 && yum clean all
RUN yum-builddep -y x.spec && yum clean all
