FROM node:22
RUN export PATH=/opt/tools:$PATH && npm ci && export PATH=/usr/bin
