FROM node:20
RUN mkdir -p /.cache/yarn && chown -R 2345 /.cache/yarn
USER 2345
RUN yarn install --production
