FROM alpine:3.2
RUN echo "dev ALL=(root) NOPASSWD: /sbin/apk add *" >> /etc/sudoers
USER dev
RUN sudo apk --update add curl
