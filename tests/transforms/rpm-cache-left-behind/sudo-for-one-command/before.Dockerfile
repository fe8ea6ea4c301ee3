FROM rockylinux:9
RUN echo "dev ALL=(root) NOPASSWD: /usr/bin/dnf install *" >> /etc/sudoers
USER dev
RUN sudo dnf install -y git
