FROM debian:bookworm
RUN apt-get update && apt-get install -y openssh-server x11-apps && rm -rf /var/lib/apt/lists/*
CMD ["/usr/sbin/sshd", "-D"]
