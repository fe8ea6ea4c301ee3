FROM debian:12
RUN useradd -m app
COPY run.sh /opt/
RUN chown app:app /opt/run.sh && chmod 755 /opt/run.sh && ldconfig
