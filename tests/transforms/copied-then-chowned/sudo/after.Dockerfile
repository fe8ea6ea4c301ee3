FROM ubuntu:24.04
USER ubuntu
COPY --chown=1000:1000 . /app
RUN id
