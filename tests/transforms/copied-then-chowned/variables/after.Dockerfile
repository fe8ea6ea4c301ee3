FROM debian:12
ARG USER=app
ENV GROUP=app
RUN useradd $USER
COPY --chown=${USER}:${GROUP} . /app
USER $USER
