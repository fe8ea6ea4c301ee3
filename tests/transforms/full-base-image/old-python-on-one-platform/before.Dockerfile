FROM --platform=linux/amd64 python:2.7
WORKDIR /app
RUN pip install Pillow
COPY app.py .
CMD ["python", "app.py"]
