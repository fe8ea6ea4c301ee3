ARG PY=3.12
FROM python:${PY}
COPY app.py .
CMD ["python", "app.py"]
