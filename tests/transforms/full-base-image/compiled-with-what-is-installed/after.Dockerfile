FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev
RUN pip install psycopg2
COPY app.py .
CMD ["python", "app.py"]
