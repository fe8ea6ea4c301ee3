FROM node:22-slim
COPY . /app
RUN git -C /app describe > /version
RUN chown -R node:node /app
