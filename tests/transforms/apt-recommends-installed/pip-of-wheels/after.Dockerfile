FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip
RUN pip3 install --break-system-packages flask numpy
COPY app.py .
CMD ["python3", "app.py"]
