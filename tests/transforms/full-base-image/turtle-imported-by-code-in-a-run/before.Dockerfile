FROM python:3.12
RUN python3 -c 'import sys; from turtle import Turtle'
COPY app.py /app/
CMD ["python", "/app/app.py"]
