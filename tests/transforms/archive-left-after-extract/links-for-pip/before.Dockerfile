FROM python:3.12
RUN mkdir /repo && cd /repo && curl -fsSLO https://example.com/foo.tgz && tar xf foo.tgz
RUN pip install --no-cache-dir --find-links /repo foo
