FROM python:3.12
RUN pip install redis
RUN rm -rf ~/.cache
