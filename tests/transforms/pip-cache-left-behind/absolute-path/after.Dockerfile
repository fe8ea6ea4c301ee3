FROM python:3.12
RUN /opt/venv/bin/pip3.12 install --no-cache-dir -r requirements.txt
