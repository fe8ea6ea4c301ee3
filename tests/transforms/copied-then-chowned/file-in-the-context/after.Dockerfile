FROM debian:12
RUN useradd -m app
COPY --chown=app:app run.sh /opt/
RUN ldconfig
