FROM debian:bookworm
RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
RUN apt-get update && apt-get install -y redis-server && rm -rf /var/lib/apt/lists/*
RUN rm /usr/sbin/policy-rc.d
