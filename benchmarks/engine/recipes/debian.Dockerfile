# debian:bookworm: debootstrap's minimal system, with the settings for apt that Docker's images have.
FROM scratch
ADD rootfs.tar /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["bash"]
