FROM python:3.12
COPY . .
RUN make install
CMD ["python", "app.py"]
