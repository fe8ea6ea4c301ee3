FROM python:3.12
COPY a.whl /tmp/
RUN pip install --no-deps /tmp/a.whl
