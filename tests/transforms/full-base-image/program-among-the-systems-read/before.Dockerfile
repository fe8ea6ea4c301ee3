FROM python:3.12
COPY run-tests /usr/local/bin/
COPY tests /tests
CMD ["/usr/local/bin/run-tests"]
