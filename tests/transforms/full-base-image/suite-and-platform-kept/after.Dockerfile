FROM --platform=linux/amd64 python:3.12-slim-bookworm AS app
RUN pip install flask gunicorn
COPY app.py .
CMD ["python", "app.py"]
