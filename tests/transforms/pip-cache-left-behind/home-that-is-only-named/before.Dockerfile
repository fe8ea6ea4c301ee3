FROM python:3.12
ENV HOME=/home/app
RUN useradd -d /home/app app && pip install flask
