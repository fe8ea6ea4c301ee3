FROM python:3.12
WORKDIR /srv/files
RUN curl -fsSLO https://example.com/foo.tgz && tar xf foo.tgz
CMD ["python3", "-m", "http.server"]
