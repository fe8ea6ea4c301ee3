FROM python:3.12
ENV P="pip install --"
RUN $P flask
