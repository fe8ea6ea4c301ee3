FROM node:22
RUN export PATH=/opt/tools:$PATH && npm ci && npm cache clean --force && export PATH=/usr/bin
