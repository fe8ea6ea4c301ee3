FROM debian:12
RUN apt-get update && apt-get install -y python3
COPY woo-install.py /tmp/
RUN ["python3", "/tmp/woo-install.py"]
