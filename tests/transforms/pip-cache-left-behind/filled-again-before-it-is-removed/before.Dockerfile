FROM python:3.12
RUN pip install redis
RUN pip install flask && rm -r ~/.cache
