FROM python:3.12
ENV PIP_NO_BINARY=lxml
RUN pip install lxml==5.2.1
COPY app.py .
CMD ["python", "app.py"]
