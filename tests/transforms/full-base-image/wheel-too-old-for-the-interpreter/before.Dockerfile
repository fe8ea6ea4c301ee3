FROM python:3.12
RUN pip install numpy==1.21.0
COPY app.py .
CMD ["python", "app.py"]
