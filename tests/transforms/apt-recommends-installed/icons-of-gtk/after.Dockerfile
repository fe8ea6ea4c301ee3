FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends git python3-gi gir1.2-gtk-3.0 ca-certificates librsvg2-common openssh-client && rm -rf /var/lib/apt/lists/*
COPY window.py /srv/
CMD ["python3", "/srv/window.py"]
