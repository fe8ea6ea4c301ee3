FROM python:3.12
COPY run-tests /usr/bin/run-tests
ENTRYPOINT ["/usr/bin/run-tests"]
