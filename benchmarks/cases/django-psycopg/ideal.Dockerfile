FROM python:3.12 AS build
COPY requirements.txt .
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq-dev gcc \
    && python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PATH=/venv/bin:$PATH
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home shop
WORKDIR /srv/shop
COPY --from=build /venv /venv
COPY --chown=shop:shop . /srv/shop
USER shop
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop.wsgi"]
