FROM python:3.12
ARG REQ=requirements.txt
RUN pip install --no-cache-dir -r $REQ
