FROM ubuntu:22.04
RUN apt-get update && apt-get install -y openssh-server
RUN apt-get install -y --no-install-recommends python3
RUN wget -q https://example.org/setup.py && python3 setup.py
CMD ["/usr/sbin/sshd", "-D"]
