FROM python:3.12-slim
# Keep pip's cache: tox makes its environments from it.
RUN pip install flask tox
