FROM python:3.12-slim
COPY entrypoint.sh app.py /
ENTRYPOINT ["/entrypoint.sh"]
