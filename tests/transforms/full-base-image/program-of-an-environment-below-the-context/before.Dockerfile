FROM python:3.12
WORKDIR /app
COPY . .
RUN python -m venv /app/env && /app/env/bin/pip install --no-cache-dir gunicorn
CMD ["/app/env/bin/gunicorn", "app:app"]
