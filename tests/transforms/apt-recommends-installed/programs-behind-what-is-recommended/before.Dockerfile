FROM ubuntu:22.04
RUN apt-get update && apt-get install -y openssh-server
RUN wget -q https://example.org/tools.zip && python3 -m zipfile -e tools.zip /opt/tools
CMD ["/usr/sbin/sshd", "-D"]
