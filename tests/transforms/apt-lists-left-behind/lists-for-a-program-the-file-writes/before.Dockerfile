FROM debian:12
RUN apt-get update && echo "apt-get install -y \$1" > /usr/local/bin/ins && chmod +x /usr/local/bin/ins
RUN ins vim
