FROM python:3.12
RUN pip install cookiecutter
COPY app.py .
CMD ["python", "app.py"]
