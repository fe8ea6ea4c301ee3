FROM python:3.12
ARG DEV
RUN if [ -n "$DEV" ]; then pip install pytest; fi
