FROM python:3.12-slim
COPY tool /usr/local/bin/tool
RUN cd /tmp && chmod 755 /usr/local/bin/tool
COPY app.py .
CMD ["python", "app.py"]
