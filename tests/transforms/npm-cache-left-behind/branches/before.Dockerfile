FROM node:22
RUN if [ -f package-lock.json ]; then npm ci; else npm install; fi
