FROM python:3.12
RUN apt-get update && apt-get install -y curl && curl -fsSL https://example.org/install | bash
COPY app.py .
CMD ["python", "app.py"]
