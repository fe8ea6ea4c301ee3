FROM registry.example/base
RUN yum --disableplugin=subscription-manager install -y nc
RUN dnf install -y --noplugins tar && dnf -y --disableplugin "versionlock" install gzip \
    && echo done
RUN microdnf --noplugins install less
RUN yum -y --disableplugin=fastestmirror --enablerepo=extras install zip
