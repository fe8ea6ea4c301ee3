FROM node:22
RUN su node -c 'npm ci'
