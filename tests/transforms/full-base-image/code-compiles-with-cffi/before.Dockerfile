FROM python:3.12
RUN pip install cffi
COPY app.py .
CMD ["python", "app.py"]
