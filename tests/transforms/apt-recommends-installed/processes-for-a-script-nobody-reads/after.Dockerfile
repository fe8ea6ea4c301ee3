FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends procps git ca-certificates less openssh-client psmisc && rm -rf /var/lib/apt/lists/*
COPY run.sh /
ENTRYPOINT ["/run.sh"]
