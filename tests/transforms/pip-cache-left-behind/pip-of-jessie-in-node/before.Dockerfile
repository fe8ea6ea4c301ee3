FROM node:6-jessie
RUN pip install supervisor
