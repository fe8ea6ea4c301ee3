FROM python:3.12
COPY . .
RUN pip install --no-cache-dir flask
CMD ["flask", "run"]
