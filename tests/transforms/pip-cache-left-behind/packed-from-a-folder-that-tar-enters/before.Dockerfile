FROM python:3.12-slim
RUN pip install flask
RUN tar -czf /home.tgz -C /root .cache
