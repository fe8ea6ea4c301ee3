FROM python
COPY app.py .
CMD ["python", "app.py"]
