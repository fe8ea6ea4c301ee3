FROM python:3.12 AS build
USER app
RUN pip install --user psycopg2
FROM python:3.12-slim
COPY --from=build /home/app /home/app
USER app
RUN pip install --user psycopg2
