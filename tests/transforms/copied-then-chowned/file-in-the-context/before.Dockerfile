FROM debian:12
RUN useradd -m app
COPY run.sh /opt/
RUN chown app:app /opt/run.sh && ldconfig
