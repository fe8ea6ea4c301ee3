ARG SUITE=bookworm
FROM python:3.12-${SUITE}
COPY app.py .
CMD ["python", "app.py"]
