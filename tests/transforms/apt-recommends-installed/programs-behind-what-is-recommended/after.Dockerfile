FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server ca-certificates python3 wget
RUN wget -q https://example.org/tools.zip && python3 -m zipfile -e tools.zip /opt/tools
CMD ["/usr/sbin/sshd", "-D"]
