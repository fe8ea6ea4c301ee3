FROM opensuse/leap:15.6
RUN zypper -n --pkg-cache-dir /packages install git
