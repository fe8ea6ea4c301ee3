FROM python:3.12
WORKDIR /app
COPY <<EOF /app/settings.ini
[words]
file = words.tar.gz
EOF
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz
CMD ["python", "serve.py"]
