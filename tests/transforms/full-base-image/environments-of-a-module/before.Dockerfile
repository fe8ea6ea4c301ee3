FROM python:3.12
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir tox && python -m nox --install-only
CMD ["python", "-m", "http.server"]
