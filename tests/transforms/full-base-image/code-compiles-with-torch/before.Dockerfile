FROM python:3.12
RUN pip install torch
COPY app.py .
CMD ["python", "app.py"]
