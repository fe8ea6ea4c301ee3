FROM python:3.12
RUN pip install opencv-python
COPY app.py .
CMD ["python", "app.py"]
