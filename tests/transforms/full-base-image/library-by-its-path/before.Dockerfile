FROM python:3.12
RUN ln -s /usr/lib/x86_64-linux-gnu/libpq.so /usr/local/lib/
COPY app.py .
CMD ["python", "app.py"]
