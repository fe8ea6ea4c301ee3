FROM debian:9.11
RUN apt-get update && apt-get install -y --no-install-recommends wget && rm -rf /var/lib/apt/lists/*
RUN wget https://example.org/install.sh -O /root/install.sh && chmod +x /root/install.sh
RUN /root/install.sh
CMD ["/usr/sbin/apache2", "-D", "FOREGROUND"]
