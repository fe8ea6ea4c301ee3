FROM node:22
# warm up the page cache
RUN ./warm
RUN npm ci
