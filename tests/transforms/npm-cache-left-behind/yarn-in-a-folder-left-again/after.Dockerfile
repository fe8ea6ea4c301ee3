FROM node:9
RUN cd /web && yarn && yarn cache clean && cd / && touch ready
