FROM python:3.12
COPY app.py /app/
CMD ["python", "-m", "tkinter"]
