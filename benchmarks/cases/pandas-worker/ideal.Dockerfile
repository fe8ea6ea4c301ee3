FROM python:3.12-slim
WORKDIR /work
COPY requirements.txt ./
RUN pip install --no-cache-dir --no-compile -r requirements.txt
COPY worker.py data.csv ./
CMD ["python", "worker.py"]
