FROM opensuse/leap:15.6
RUN zypper addrepo https://example.com/repo x && zypper --gpg-auto-import-keys refresh
RUN zypper -n install git && zypper clean --all
