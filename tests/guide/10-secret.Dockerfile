# syntax=docker/dockerfile:1.7
FROM alpine
RUN --mount=type=secret,id=npmrc cat /run/secrets/npmrc >/dev/null || true
