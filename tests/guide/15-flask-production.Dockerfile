# syntax=docker/dockerfile:1.7
FROM python:3.12-alpine AS base
WORKDIR /app
RUN addgroup -S app && adduser -S app -G app

FROM base AS deps
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-cache-dir -r requirements.txt -t /python

FROM base AS runtime
ENV PYTHONPATH=/python
COPY --from=deps /python /python
COPY . .
USER app
EXPOSE 5000

# 헬스엔드포인트가 /health 라고 가정
HEALTHCHECK --interval=30s --timeout=3s --retries=3 \
  CMD python - <<'PY' || exit 1
import urllib.request
try:
    urllib.request.urlopen('http://127.0.0.1:5000/health', timeout=2)
except Exception:
    raise SystemExit(1)
PY

ENTRYPOINT ["python","app.py"]
