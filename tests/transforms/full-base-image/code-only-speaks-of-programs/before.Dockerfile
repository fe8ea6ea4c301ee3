FROM python:3.12
WORKDIR /app
COPY report.py .
CMD ["python", "report.py"]
