FROM python:3.99
COPY app.py .
CMD ["python", "app.py"]
