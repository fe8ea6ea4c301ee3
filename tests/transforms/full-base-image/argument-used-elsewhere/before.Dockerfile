ARG BASE=python:3.12
FROM ${BASE}
ARG BASE
RUN echo ${BASE} > /base
COPY app.py .
CMD ["python", "app.py"]
