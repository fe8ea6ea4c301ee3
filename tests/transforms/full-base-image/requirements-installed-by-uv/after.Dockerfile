FROM python:3.12-slim
RUN pip install uv==0.8.0
COPY requirements.txt .
RUN uv pip install --system -r requirements.txt
COPY app.py .
CMD ["python", "app.py"]
