FROM debian:12-slim
COPY rootfs /mnt
RUN chroot /mnt apt-get update && chroot /mnt apt-get install -y git
