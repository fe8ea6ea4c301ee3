FROM python:3.12
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir tox && tox --notest
CMD ["python", "-m", "http.server"]
