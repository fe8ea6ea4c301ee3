FROM node:9
RUN cd /web && yarn && cd / && touch ready
