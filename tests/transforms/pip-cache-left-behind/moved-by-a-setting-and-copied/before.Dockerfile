FROM python:3.12
RUN pip config set global.cache-dir /x
RUN pip install flask
RUN cp -r /x /wheels
