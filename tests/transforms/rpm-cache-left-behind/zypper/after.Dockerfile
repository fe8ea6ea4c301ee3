FROM opensuse/leap:15.5
RUN zypper -n in git && zypper clean --all
