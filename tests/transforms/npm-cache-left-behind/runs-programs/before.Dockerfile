FROM node:22
RUN npx tsc && npm run build && yarn build
CMD npm install && npm start
