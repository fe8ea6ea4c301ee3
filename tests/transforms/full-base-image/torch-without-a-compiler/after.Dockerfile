FROM python:3.12-slim
RUN pip install torch
COPY . .
CMD ["python", "app.py"]
