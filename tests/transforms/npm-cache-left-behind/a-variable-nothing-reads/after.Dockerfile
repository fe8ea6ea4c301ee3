FROM node:22
RUN SKIP_POSTINSTALL=1 npm ci && npm cache clean --force
