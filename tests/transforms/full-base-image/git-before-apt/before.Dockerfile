FROM python:3.12
RUN git clone https://example.org/app.git /app
RUN apt-get update && apt-get install -y tini
COPY app.py .
CMD ["python", "app.py"]
