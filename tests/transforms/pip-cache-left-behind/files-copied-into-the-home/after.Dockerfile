FROM python:3.12 AS build
RUN pip wheel --wheel-dir /wheels redis
FROM python:3.12-slim
COPY --from=build /wheels /root/
RUN pip install --no-cache-dir /root/*.whl && mkdir -p /root/.cache/huggingface
