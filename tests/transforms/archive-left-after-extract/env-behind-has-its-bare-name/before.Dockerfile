FROM python:3.12
WORKDIR /app
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz
ENV WORDS=words.tar.gz
CMD ["python", "serve.py"]
