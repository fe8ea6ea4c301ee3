FROM opensuse/leap:15.5
RUN zypper ar http://repo.example/x x && zypper -n --no-gpg-checks refresh
RUN zypper -n install httpd && zypper clean --all
