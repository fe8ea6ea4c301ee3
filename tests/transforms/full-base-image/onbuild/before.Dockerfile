FROM python:3.12
ONBUILD COPY . /app
COPY run.py /
CMD ["python", "/run.py"]
