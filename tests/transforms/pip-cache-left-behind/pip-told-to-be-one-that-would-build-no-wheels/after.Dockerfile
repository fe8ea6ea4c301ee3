FROM python:3.12
RUN pip install --no-cache-dir "pip<19"
RUN pip install flask && rm -rf ~/.cache/pip
