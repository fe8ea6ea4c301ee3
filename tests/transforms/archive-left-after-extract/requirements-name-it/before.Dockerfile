FROM python:3.12
WORKDIR /app
COPY requirements.txt ./
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz && pip install --no-cache-dir -r requirements.txt
