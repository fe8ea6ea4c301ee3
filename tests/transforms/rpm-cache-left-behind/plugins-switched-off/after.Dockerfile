FROM registry.example/base
RUN yum --disableplugin=subscription-manager install -y nc && yum --disableplugin=subscription-manager clean all
RUN dnf install -y --noplugins tar && dnf -y --disableplugin "versionlock" install gzip \
    && echo done \
    && dnf --disableplugin "versionlock" clean all
RUN microdnf --noplugins install less && microdnf --noplugins clean all
RUN yum -y --disableplugin=fastestmirror --enablerepo=extras install zip && yum --disableplugin=fastestmirror clean all --enablerepo='*'
