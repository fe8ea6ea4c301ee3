FROM node:22 AS filled
RUN npm cache add express@4
FROM filled
RUN npm install --global pm2
