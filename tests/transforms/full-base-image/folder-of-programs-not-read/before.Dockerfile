FROM python:3.12
COPY tools /usr/local/bin/
CMD ["run-tests", "--fast"]
