FROM python:3.12
WORKDIR /app
COPY . .
RUN pip install flask==3.0.0
CMD ["python", "app.py"]
