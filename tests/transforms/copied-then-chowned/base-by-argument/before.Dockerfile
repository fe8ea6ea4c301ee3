ARG BASE=node:22
FROM $BASE
COPY . /app
RUN chown -R node:node /app
