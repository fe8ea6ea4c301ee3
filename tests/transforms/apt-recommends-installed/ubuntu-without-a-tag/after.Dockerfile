FROM ubuntu
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server ca-certificates wget
RUN wget -q https://example.org/motd -O /etc/motd
CMD ["/usr/sbin/sshd", "-D"]
