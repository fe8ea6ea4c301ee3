FROM debian:12
ARG USER=app
ENV GROUP=app
RUN useradd $USER
COPY . /app
RUN chown -R $USER:"${GROUP}" /app
USER $USER
