FROM node:22
RUN npm cache add express@4 && npm install --global pm2
ENV npm_config_offline=true
