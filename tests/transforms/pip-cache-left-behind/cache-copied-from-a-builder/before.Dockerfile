FROM python:3.12 AS build
RUN pip install psycopg2
FROM python:3.12-slim
COPY --from=build /root/.cache /root/.cache
RUN pip install psycopg2
