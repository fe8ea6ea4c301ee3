FROM python:3.12
WORKDIR /app
COPY kind.py .
CMD ["python", "kind.py"]
