FROM python:slim
COPY app.py .
CMD ["python", "app.py"]
