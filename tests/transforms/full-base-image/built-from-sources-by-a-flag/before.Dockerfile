FROM python:3.12
RUN pip install --no-binary :all: numpy
COPY app.py .
CMD ["python", "app.py"]
