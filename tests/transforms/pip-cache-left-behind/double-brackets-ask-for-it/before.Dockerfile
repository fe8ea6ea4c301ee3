FROM python:3.12-slim
SHELL ["/bin/bash", "-c"]
RUN pip install flask && [[ -d ~/.cache/pip ]]
