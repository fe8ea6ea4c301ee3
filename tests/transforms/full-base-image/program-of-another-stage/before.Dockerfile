FROM debian:12 AS tools
RUN apt-get update && apt-get install -y libxml2-utils && rm -rf /var/lib/apt/lists/*
FROM python:3.12
COPY --from=tools /usr/bin/xmllint /usr/local/bin/
WORKDIR /app
COPY app.py .
CMD ["python", "app.py"]
