# poetry/uv/pip-tools 등으로 잠금 파일 생성 후 사용 권장
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-cache-dir -r requirements.txt
