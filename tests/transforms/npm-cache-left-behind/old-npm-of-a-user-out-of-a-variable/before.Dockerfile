FROM node:6
ARG RUNNER=node
USER ${RUNNER}
RUN npm install
