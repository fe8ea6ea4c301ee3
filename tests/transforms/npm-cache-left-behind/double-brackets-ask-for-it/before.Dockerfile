FROM node:22-slim
SHELL ["/bin/bash", "-c"]
RUN npm install -g serve
RUN [[ -d /root/.npm/_cacache ]]
