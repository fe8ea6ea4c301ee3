FROM opensuse/leap:42.3
RUN zypper rr --all
COPY app.rpm /tmp/
RUN zypper -n install /tmp/app.rpm
