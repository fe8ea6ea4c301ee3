FROM python:3.12
RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev
RUN pip install psycopg2
COPY app.py .
CMD ["python", "app.py"]
