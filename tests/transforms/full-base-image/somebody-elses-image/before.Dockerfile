FROM registry.example.org/python:3.12
COPY app.py .
CMD ["python", "app.py"]
