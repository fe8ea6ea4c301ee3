FROM python:3.12 AS sources
COPY . /app

FROM python:3.12
COPY --from=sources /app /app
CMD ["python", "/app/app.py"]
