FROM python:3.12
COPY app.py .
CMD ["python", "app.py"]
HEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1
