FROM python:3.12
RUN pip install --no-cache-dir \
    # the server
    gunicorn \
    flask
