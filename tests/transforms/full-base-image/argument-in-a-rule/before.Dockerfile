ARG PY=3.12
FROM python:${PY:-3.11}
COPY app.py .
CMD ["python", "app.py"]
