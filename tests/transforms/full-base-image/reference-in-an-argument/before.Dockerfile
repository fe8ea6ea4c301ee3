ARG BASE="python:3.12"
FROM ${BASE}
COPY app.py .
CMD ["python", "app.py"]
