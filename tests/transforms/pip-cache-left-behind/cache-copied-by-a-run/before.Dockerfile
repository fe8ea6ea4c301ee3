FROM python:3.12-slim
RUN --mount=type=bind,target=/context cp -r /context/wheels /root/.cache/pip
RUN pip install psycopg2
