FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server x11-apps psmisc xauth && rm -rf /var/lib/apt/lists/*
CMD ["/usr/sbin/sshd", "-D"]
