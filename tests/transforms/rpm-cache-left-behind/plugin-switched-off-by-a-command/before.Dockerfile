FROM registry.example/base
RUN yum --disableplugin "$(cat /etc/unwanted)" install -y nc
