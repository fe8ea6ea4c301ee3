FROM python:3.12
RUN python3 -m pip install -U pip wheel
