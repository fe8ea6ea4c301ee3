# The site is generated when a container starts.
FROM python:3.12
COPY app.py .
CMD ["python", "app.py"]
