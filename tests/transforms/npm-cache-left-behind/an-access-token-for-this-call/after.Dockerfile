FROM node:14
ARG PAT
RUN GITHUB_PAT=$PAT npm ci && GITHUB_PAT=$PAT npm cache clean --force
