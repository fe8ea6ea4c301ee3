FROM --platform=linux/arm/v7 python:3.12
RUN pip install numpy
COPY app.py .
CMD ["python", "app.py"]
