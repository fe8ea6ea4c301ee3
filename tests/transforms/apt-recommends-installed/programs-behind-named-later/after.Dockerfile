FROM ubuntu:22.04
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server ca-certificates wget
RUN apt-get install -y --no-install-recommends python3
RUN wget -q https://example.org/setup.py && python3 setup.py
CMD ["/usr/sbin/sshd", "-D"]
