FROM python:3.12
COPY . .
RUN python setup.py install
CMD ["python", "-m", "app"]
