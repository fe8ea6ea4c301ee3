FROM python:3.12
COPY entrypoint.sh app.py /
ENTRYPOINT ["/entrypoint.sh"]
