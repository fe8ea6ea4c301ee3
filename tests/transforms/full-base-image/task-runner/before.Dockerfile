FROM python:3.12
RUN pip install --no-cache-dir fabric
COPY fabric.yml /etc/
ENTRYPOINT ["fab"]
