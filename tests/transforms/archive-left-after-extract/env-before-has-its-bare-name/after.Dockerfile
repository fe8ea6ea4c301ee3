FROM python:3.12
WORKDIR /app
ENV WORDS=words.tar.gz
RUN wget -q https://example.com/words.tar.gz && tar xf words.tar.gz && rm words.tar.gz
ENV OTHER=/srv/words.tar.gz
