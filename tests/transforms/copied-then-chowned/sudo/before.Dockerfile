FROM ubuntu:24.04
USER ubuntu
COPY . /app
RUN sudo chown -R 1000:1000 /app && id
