FROM python:3.12
ENV HOME=/data
RUN pip install flask
RUN echo ready > /data/state
COPY conf /data/
