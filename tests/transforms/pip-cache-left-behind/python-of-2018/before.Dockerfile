FROM python:3.6.5
RUN pip install -r https://example.org/requirements.txt
