# Automatically generated from the template
# NOTE: THIS DOCKERFILE IS GENERATED VIA "make images"
#
# PLEASE  IT DIRECTLY.
#

FROM python:3.12
COPY app.py .
CMD ["python", "app.py"]
