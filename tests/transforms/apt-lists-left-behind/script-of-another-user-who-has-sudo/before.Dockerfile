FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends sudo
RUN useradd -m app && echo 'app ALL=(root) NOPASSWD:ALL' > /etc/sudoers.d/app
COPY prepare /home/app/prepare
RUN su - app -c 'bash prepare'
