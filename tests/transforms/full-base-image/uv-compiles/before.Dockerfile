FROM python:3.12
RUN pip install uv
COPY requirements.txt .
RUN uv pip install --system -r requirements.txt
COPY app.py .
CMD ["python", "app.py"]
