FROM fedora:41
USER dev
RUN sudo -E dnf -y install git && sudo -E dnf clean all
