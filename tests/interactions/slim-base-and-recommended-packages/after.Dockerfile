FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git gcc libpq-dev libc6-dev openssh-client
RUN pip install psycopg2 flask
COPY app.py .
CMD ["python", "app.py"]
