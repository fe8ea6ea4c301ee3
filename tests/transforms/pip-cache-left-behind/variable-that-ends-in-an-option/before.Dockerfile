FROM python:3.12
ENV P="pip install -r"
COPY r.txt .
RUN $P r.txt
