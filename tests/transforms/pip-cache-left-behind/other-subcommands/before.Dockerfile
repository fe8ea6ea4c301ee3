FROM python:3.12
RUN pip list && pip freeze > now.txt && pip uninstall -y flask
