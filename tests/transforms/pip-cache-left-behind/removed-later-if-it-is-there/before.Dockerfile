FROM python:3.12
RUN pip install redis
RUN rm -r ~/.cache || true
