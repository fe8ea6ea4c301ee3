FROM python:3.12-slim
WORKDIR /app
COPY report.py .
CMD ["python", "report.py"]
