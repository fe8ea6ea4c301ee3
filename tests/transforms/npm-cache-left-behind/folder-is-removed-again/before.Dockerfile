FROM node:22
RUN cd /tmp/site && npm ci && npm run build && mv dist /srv && rm -rf /tmp/site
