FROM python:3.12 AS build
RUN pip install --target /packages psycopg2==2.9.9
FROM python:3.12
COPY --from=build /packages /packages
COPY app.py .
ENV PYTHONPATH=/packages
CMD ["python", "app.py"]
