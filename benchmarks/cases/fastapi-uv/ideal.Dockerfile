FROM python:3.12-slim AS build
RUN pip install --no-cache-dir uv && python -m venv /venv
COPY requirements.txt .
RUN VIRTUAL_ENV=/venv uv pip install --no-cache --require-hashes -r requirements.txt

FROM python:3.12-slim
WORKDIR /code
COPY --from=build /venv /venv
COPY service service
ENV PATH=/venv/bin:$PATH
EXPOSE 8080
HEALTHCHECK CMD python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/health')"
CMD ["uvicorn", "service.main:app", "--host", "0.0.0.0", "--port", "8080"]
