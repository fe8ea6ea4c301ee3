#
# NOTE: THIS DOCKERFILE IS GENERATED VIA "make images"
#
# PLEASE DO NOT EDIT IT DIRECTLY.
#

FROM python:3.12
COPY app.py .
CMD ["python", "app.py"]
