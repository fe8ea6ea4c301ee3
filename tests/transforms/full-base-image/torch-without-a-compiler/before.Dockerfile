FROM python:3.12
RUN pip install torch
COPY . .
CMD ["python", "app.py"]
