FROM python:3.12 AS one
ENV HOME=/data
RUN mkdir -p $HOME && pip install flask

FROM one
RUN pip install django
