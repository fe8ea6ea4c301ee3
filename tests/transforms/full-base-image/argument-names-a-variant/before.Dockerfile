ARG PY=3.12-bookworm
FROM python:${PY}
COPY app.py .
CMD ["python", "app.py"]
