FROM python:3.12-slim
RUN pip install redis && mv ~/.cache/pip /srv/wheels
