FROM debian:buster
RUN apt-get update && apt-get install -y --no-install-recommends ansible && rm -rf /var/lib/apt/lists/*
CMD ["ansible-playbook", "/plays/site.yml"]
