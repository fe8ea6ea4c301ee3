FROM node:22
RUN cd /tmp/site && npm ci && npm cache clean --force && npm run build && mv dist /srv && rm -rf /tmp/site
