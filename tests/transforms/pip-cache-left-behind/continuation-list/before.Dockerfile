FROM python:3.12
RUN pip install \
    # the server
    gunicorn \
    flask
