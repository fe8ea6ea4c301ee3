FROM python:3.12
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      tini \
 && rm -rf /var/lib/apt/lists/*
COPY app.py .
CMD ["python", "app.py"]
HEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1
