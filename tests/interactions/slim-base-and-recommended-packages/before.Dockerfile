FROM python:3.12
RUN apt-get update && apt-get install -y git gcc libpq-dev
RUN pip install psycopg2 flask
COPY app.py .
CMD ["python", "app.py"]
