FROM ubuntu
RUN apt-get update && apt-get install -y openssh-server
RUN wget -q https://example.org/motd -O /etc/motd
CMD ["/usr/sbin/sshd", "-D"]
