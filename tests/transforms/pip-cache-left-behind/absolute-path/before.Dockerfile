FROM python:3.12
RUN /opt/venv/bin/pip3.12 install -r requirements.txt
