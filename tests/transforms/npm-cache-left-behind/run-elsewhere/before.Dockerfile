FROM node:22
RUN chroot /srv npm ci
