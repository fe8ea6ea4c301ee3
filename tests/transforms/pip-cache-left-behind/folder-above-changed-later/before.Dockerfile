FROM python:3.12-slim
RUN pip install redis
RUN chown -R www-data /root/.cache
