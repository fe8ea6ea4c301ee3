FROM debian:bookworm
RUN apt-get update && apt-get install -y python3-pip
COPY requirements.txt .
RUN pip install --break-system-packages -r requirements.txt
CMD ["python3", "app.py"]
