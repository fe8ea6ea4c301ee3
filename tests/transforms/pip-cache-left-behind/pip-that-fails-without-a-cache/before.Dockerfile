FROM python:3.7
RUN pip install --no-cache-dir pip==19.0.1
RUN pip install flask
