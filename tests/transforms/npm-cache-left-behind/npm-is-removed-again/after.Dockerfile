FROM alpine:3.20
RUN apk add --no-cache nodejs npm && npm ci --omit=dev && npm cache clean --force && apk del npm
