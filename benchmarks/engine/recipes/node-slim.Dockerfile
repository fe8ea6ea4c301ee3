FROM debian:bookworm-slim
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
COPY local/ /usr/local/
COPY --chmod=755 node-entrypoint /usr/local/bin/docker-entrypoint.sh
COPY yarn/ /opt/yarn/
RUN ln -s /opt/yarn/bin/yarn /opt/yarn/bin/yarnpkg /usr/local/bin/ \
    && ln -s /usr/local/bin/node /usr/local/bin/nodejs \
    && for each in npm npx; do ln -s "../lib/node_modules/npm/bin/$each-cli.js" "/usr/local/bin/$each"; done \
    && ln -s ../lib/node_modules/corepack/dist/corepack.js /usr/local/bin/corepack \
    && node --version && npm --version && yarn --version
ARG VERSION
ENV NODE_VERSION=$VERSION YARN_VERSION=1.22.22
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
