FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip
COPY app.py .
CMD ["python3", "app.py"]
