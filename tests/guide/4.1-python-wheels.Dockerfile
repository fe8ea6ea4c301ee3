# syntax=docker/dockerfile:1.7

########## build stage ##########
FROM python:3.12-alpine AS build
WORKDIR /app

# 빌드시 필요한 툴/헤더 (wheel 빌드용)
RUN apk add --no-cache build-base libffi-dev

COPY requirements.txt .
# BuildKit 캐시를 활용하면 의존성 설치가 빨라짐(선택)
RUN --mount=type=cache,target=/root/.cache/pip \
    pip wheel --no-cache-dir --no-deps -r requirements.txt -w /wheels

COPY . .

########## runtime stage ##########
FROM python:3.12-alpine
WORKDIR /app

# 보안: 비루트 사용자 생성
RUN addgroup -S app && adduser -S app -G app
USER app

# 휠만 설치 → 빠르고 캐시친화적
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir /wheels/*

# 앱 복사
COPY --from=build /app /app

# 문서용 포트 선언(실제 노출은 -p 필요)
EXPOSE 5000

# Gunicorn으로 프로덕션 실행 (싱글 워커 예시)
ENTRYPOINT ["gunicorn"]
CMD ["-w","1","-b","0.0.0.0:5000","app:app"]
