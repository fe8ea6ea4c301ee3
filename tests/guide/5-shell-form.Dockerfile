# 권장하지 않음(쉘 경유)
ENTRYPOINT gunicorn -w 1 -b 0.0.0.0:5000 app:app
