FROM debian:12
RUN useradd -m app
ARG O=app
COPY . /app
ENV O=root
RUN chown -R $O:$O /app
