FROM fedora:39
WORKDIR /repo
RUN curl -fsSLO https://example.com/foo.rpm && rpm -i foo.rpm && createrepo_c .
