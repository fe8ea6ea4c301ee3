FROM python:3.12
COPY tools /usr/local/bin/
CMD ["/usr/local/bin/run-tests"]
